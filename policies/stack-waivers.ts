import type { Scope, WaiverState } from "./rule";
import type { RuleMetadata, Waivable } from "./rule-metadata";
import type { Verdict } from "./verdict";
import { type Waiver, stackOf } from "./waivers";

/** The waivers of one stack, and which of them a violation has needed so far. */
export class StackWaivers {
  private readonly waivers: readonly Waiver[];
  private readonly byVerdict: ReadonlyMap<string, Waiver>;
  private readonly used = new Set<Waiver>();
  private readonly rules: ReadonlyMap<string, Waivable>;

  public constructor(
    private readonly scope: Scope,
    rules: readonly RuleMetadata[],
  ) {
    const { data, stack } = scope;
    this.rules = new Map(rules.map(({ id, waivable }) => [id, waivable]));
    this.waivers = data.waivers.filter((waiver) => stackOf(waiver.resource) === stack);
    this.byVerdict = new Map(
      this.waivers.map((waiver) => [`${waiver.rule} ${waiver.resource}`, waiver]),
    );
  }

  /** The verdict, or that its violation is waived. */
  public apply({ waivable }: RuleMetadata, verdict: Verdict): Verdict {
    if (verdict.status !== "violated") return verdict;
    const waiver = this.byVerdict.get(`${verdict.rule} ${verdict.urn}`);
    if (waiver !== undefined) this.used.add(waiver);
    if (!mayBeWaived(waivable, this.scope)) return verdict;
    if (waiver === undefined || isExpired(waiver, this.scope))
      return { ...verdict, waivable: true };
    const { expires, owner, reason } = waiver;
    const message = `${verdict.message} Waived until ${expires} by ${owner}: ${reason}`;
    return { ...verdict, status: "waived", message };
  }

  public state(): WaiverState {
    const { waivers, used, rules, scope } = this;
    return {
      waivers: waivers.map((waiver) => {
        const waivable = rules.get(waiver.rule);
        return {
          waiver,
          known: waivable !== undefined,
          permitted: waivable === undefined || mayBeWaived(waivable, scope),
          expired: isExpired(waiver, scope),
          used: used.has(waiver),
        };
      }),
      rules: [...rules.keys()],
    };
  }
}

/** Production runs on what the shared stack holds, so that it counts as production here. */
function mayBeWaived(waivable: Waivable, { tier }: Scope): boolean {
  const production = tier === "production" || tier === "shared";
  return waivable === "everywhere" || (waivable === "outside production" && !production);
}

function isExpired(waiver: Waiver, { data }: Scope): boolean {
  return waiver.expires < data.today;
}
