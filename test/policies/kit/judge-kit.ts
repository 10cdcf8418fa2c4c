import { judgeEstate } from "../../../policies/judge-estate";
import { judgeStack } from "../../../policies/judge-stack";
import { pack } from "../../../policies/pack";
import { parityIn } from "../../../policies/parity/parity";
import { type PolicyStack, stackType } from "../../../policies/resource";
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
const byThemselves = rules.filter(({ judges }) => judges === "resource");
const byOthers = rules.filter(({ judges }) => judges === "stack");

/** Judges mutations of one estate: the stack that one touches, and, unless that objects, what shows over all stacks. */
export class KitJudge {
  private readonly scoped: ReadonlyMap<StackName, Scoped>;
  private readonly before: ReadonlySet<string>;

  public constructor(private readonly estate: Estate) {
    const { stacks, data } = estate;
    this.scoped = new Map([...stacks].map(([name, stack]) => [name, scopedOf(stack, data)]));
    const all = [...this.scoped.values()];
    const alone = all.flatMap((scoped) => judgeStack(scoped, rules));
    this.before = new Set([...alone, ...jointly(all)].map(keyOf));
  }

  public judge(mutation: Mutation): Judged {
    const after = mutation.apply(this.estate);
    const { stack } = mutation;
    const touched = scopedOf(stackIn(after, stack), after.data);
    const alone = [
      ...judgeStack(scopedOf(this.changed(after, stack), after.data), byThemselves),
      ...judgeStack(touched, byOthers),
    ];
    const first = this.fresh(mutation, alone);
    if (first.fate === "blocked") return first;
    const all = [...this.scoped].map(([name, scoped]) => (name === stack ? touched : scoped));
    return this.fresh(mutation, [...alone, ...jointly(all)]);
  }

  /** What a rule that reads one resource says of all others is what it said before. */
  private changed(after: Estate, name: StackName): PolicyStack {
    const before = new Set(stackIn(this.estate, name).resources);
    const { stack, resources } = stackIn(after, name);
    const fresh = resources.filter((each) => !before.has(each) || each.type === stackType);
    return { stack, resources: fresh };
  }

  /** What is said now and was not said before. */
  private fresh(mutation: Mutation, verdicts: readonly Verdict[]): Judged {
    const fresh = verdicts.filter(
      (verdict) => verdict.level === "mandatory" && !this.before.has(keyOf(verdict)),
    );
    const violated = fresh.filter(({ status }) => status === "violated");
    const objecting = [...new Set(violated.map(({ rule }) => rule))].sort();
    if (objecting.length > 0) return { mutation, fate: "blocked", rules: objecting };
    const unjudged = fresh.some(({ status }) => status === "could-not-evaluate");
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

function keyOf({ rule, urn, status, message }: Verdict): string {
  return JSON.stringify([rule, urn, status, message]);
}
