import type { EstateJudgement, EstateRule, Rule, Scoped } from "./rule";
import { type Verdict, nothingToJudge, verdictOf } from "./verdict";

/** What only shows over all stacks together, in the order of the rules, of the stacks and of the URNs. */
export function judgeEstate(
  estate: readonly Scoped[],
  rules: readonly Rule[],
): { readonly stack: string; readonly verdict: Verdict }[] {
  return rules.flatMap((rule) => {
    if (rule.judges !== "estate") return [];
    const byStack = new Map<string, Verdict[]>(estate.map(({ stack }) => [stack, []]));
    for (const { stack, resource, outcome } of judgementsOf(rule, estate)) {
      const verdict = verdictOf(rule, resource, outcome);
      if (verdict !== undefined) byStack.get(stack)?.push(verdict);
    }
    return estate.flatMap(({ stack, index }) => {
      const verdicts = byStack.get(stack) ?? [];
      if (verdicts.length === 0) verdicts.push(nothingToJudge(rule, index.root));
      return verdicts.sort(byUrn).map((verdict) => ({ stack, verdict }));
    });
  });
}

/** A rule that can't read a stack says so of every stack: what it would have said of the others is not known either. */
function* judgementsOf(rule: EstateRule, estate: readonly Scoped[]): Iterable<EstateJudgement> {
  try {
    yield* rule.check(estate);
  } catch (error) {
    const outcome = (): never => {
      throw error;
    };
    for (const { stack, index } of estate) yield { stack, resource: index.root, outcome };
  }
}

function byUrn(a: Verdict, b: Verdict): number {
  return a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0;
}
