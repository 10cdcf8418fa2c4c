import { judgeEstate } from "../../../policies/judge-estate";
import { judgeStack } from "../../../policies/judge-stack";
import { pack } from "../../../policies/pack";
import { parityIn } from "../../../policies/parity/parity";
import type { Scoped } from "../../../policies/rule";
import { scopedOf } from "../../../policies/scope";
import type { Verdict } from "../../../policies/verdict";
import { type Estate, type StackName, stackIn } from "../mutations/estate";
import type { Mutation } from "./mutation";

/** `unjudged`: nothing objects, but a rule waits for a value that only the update knows. */
export type Fate = "blocked" | "unjudged" | "alive";

export interface Judged {
  readonly mutation: Mutation;
  readonly fate: Fate;
  /** Mandatory rules that object, and did not before. */
  readonly rules: readonly string[];
}

/** What an exception to a rule is worth says nothing of harm. */
const rules = pack.filter(({ judges }) => judges !== "waivers");

/** Judges mutations of one estate: the stack that one touches, and what shows over all stacks. */
export class KitJudge {
  private readonly scoped: ReadonlyMap<StackName, Scoped>;
  private readonly before = new Map<StackName, ReadonlySet<string>>();
  private readonly together: ReadonlySet<string>;

  public constructor(private readonly estate: Estate) {
    const { stacks, data } = estate;
    this.scoped = new Map([...stacks].map(([name, stack]) => [name, scopedOf(stack, data)]));
    for (const [name, scoped] of this.scoped) {
      this.before.set(name, new Set(judgeStack(scoped, rules).map(keyOf)));
    }
    this.together = new Set(jointly([...this.scoped.values()]).map(keyOf));
  }

  public judge(mutation: Mutation): Judged {
    const after = mutation.apply(this.estate);
    const { stack } = mutation;
    const touched = scopedOf(stackIn(after, stack), after.data);
    const alone = fresh(judgeStack(touched, rules), this.before.get(stack));
    const all = [...this.scoped].map(([name, scoped]) => (name === stack ? touched : scoped));
    const verdicts = [...alone, ...fresh(jointly(all), this.together)];
    const violated = verdicts.filter(({ status }) => status === "violated");
    const objecting = [...new Set(violated.map(({ rule }) => rule))].sort();
    if (objecting.length > 0) return { mutation, fate: "blocked", rules: objecting };
    const unjudged = verdicts.some(({ status }) => status === "could-not-evaluate");
    return { mutation, fate: unjudged ? "unjudged" : "alive", rules: [] };
  }
}

function jointly(estate: readonly Scoped[]): Verdict[] {
  const parity = parityIn(estate)?.missing ?? [];
  return [
    ...judgeEstate(estate, rules).map(({ verdict }) => verdict),
    ...parity.map(({ urn, control }): Verdict => {
      return { rule: "parity", level: "mandatory", status: "violated", urn, message: control };
    }),
  ];
}

/** What is said now and was not said before. */
function fresh(verdicts: readonly Verdict[], before: ReadonlySet<string> | undefined): Verdict[] {
  return verdicts.filter(
    (verdict) =>
      verdict.level === "mandatory" &&
      (verdict.status === "violated" || verdict.status === "could-not-evaluate") &&
      before?.has(keyOf(verdict)) !== true,
  );
}

function keyOf({ rule, urn, status, message }: Verdict): string {
  return JSON.stringify([rule, urn, status, message]);
}
