import type { EstateRule, Rule, Scoped } from "./rule";
import { StackWaivers } from "./stack-waivers";
import { type Verdict, nothingToJudge, verdictOf } from "./verdict";

/** What the rules say of one stack by itself, in the order of the rules and then of the URNs. */
export function judgeStack(scoped: Scoped, rules: readonly Rule[]): Verdict[] {
  const waivers = new StackWaivers(scoped, rules);
  const verdicts: Verdict[] = [];
  for (const rule of rules) {
    if (rule.judges === "estate") continue;
    const judged = verdictsOf(rule, scoped, waivers);
    // One by one: a spread of thousands of arguments can overflow the call stack.
    for (const verdict of judged) verdicts.push(waivers.apply(rule, verdict));
    if (judged.length === 0) verdicts.push(nothingToJudge(rule, scoped.index.root));
  }
  return verdicts;
}

function verdictsOf(
  rule: Exclude<Rule, EstateRule>,
  scoped: Scoped,
  waivers: StackWaivers,
): Verdict[] {
  const { index, tier } = scoped;
  if (rule.judges === "waivers") {
    const verdict = verdictOf(rule, index.root, () => rule.check(waivers.state()));
    return verdict === undefined ? [] : [verdict];
  }
  if (rule.tiers?.includes(tier) === false) return [];
  const verdicts: Verdict[] = [];
  for (const resource of index.of(rule.types)) {
    const verdict = verdictOf(rule, resource, () => rule.check(resource, scoped, index));
    if (verdict !== undefined) verdicts.push(verdict);
  }
  return verdicts;
}
