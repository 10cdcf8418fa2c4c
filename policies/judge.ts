import { environmentOf, type PackData } from "./pack-data";
import { type LedgerEntry, ledgerOf } from "./ledger/ledger";
import { pack } from "./pack";
import { type Parity, parityIn } from "./parity/parity";
import type { PolicyStack } from "./resource";
import type { EstateJudgement, EstateRule, Rule, Scope, Scoped } from "./rule";
import { StackIndex } from "./stack-index";
import { StackWaivers } from "./stack-waivers";
import { type Verdict, nothingToJudge, verdictOf } from "./verdict";

export { loadPackData, type PackData } from "./pack-data";
export type { Status, Verdict } from "./verdict";

/** A stack that environments.yaml does not know can't be judged, so it can't pass. */
export class UnknownStackError extends Error {
  public constructor(stack: string) {
    super(
      `the stack "${stack}" is not in policies/environments.yaml: add it there or fix its name`,
    );
  }
}

/**
 * Every rule over one stack, in the order of the rules and then of the URNs.
 *
 * @param rules - those of the pack unless given.
 * @throws UnknownStackError when environments.yaml does not know the stack.
 */
export function judgeStack(
  stack: PolicyStack,
  data: PackData,
  rules: readonly Rule[] = pack,
): Verdict[] {
  const scoped = scopedOf(stack, data);
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

/**
 * What only shows over all stacks together, in the order of the rules, of the stacks and of the URNs.
 *
 * @param rules - those of the pack unless given.
 * @throws UnknownStackError when environments.yaml does not know a stack.
 */
export function judgeTogether(
  stacks: readonly PolicyStack[],
  data: PackData,
  rules: readonly Rule[] = pack,
): { stack: string; verdict: Verdict }[] {
  const estate = stacks.map((stack) => scopedOf(stack, data));
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

/** Who a stack is. @throws UnknownStackError when environments.yaml does not know it. */
export function scopeOf(stack: string, data: PackData): Scope {
  const environment = environmentOf(data, stack);
  if (environment === undefined) throw new UnknownStackError(stack);
  return { stack, tier: environment.tier, environment, data };
}

/**
 * How alike staging and production are; `undefined` unless both are among the stacks.
 *
 * @throws UnknownStackError when environments.yaml does not know a stack.
 */
export function parityAmong(stacks: readonly PolicyStack[], data: PackData): Parity | undefined {
  return parityIn(stacks.map((stack) => scopedOf(stack, data)));
}

/** What protects each resource of a stack that holds data. */
export function ledgerOfStack(stack: PolicyStack, data: PackData): readonly LedgerEntry[] {
  return ledgerOf(indexOf(stack), data.restoreDrills);
}

function scopedOf(stack: PolicyStack, data: PackData): Scoped {
  return { ...scopeOf(stack.stack, data), index: indexOf(stack) };
}

/** A stack is judged alone and together with others, by one index. */
const indexes = new WeakMap<PolicyStack, StackIndex>();

function indexOf(stack: PolicyStack): StackIndex {
  let index = indexes.get(stack);
  if (index === undefined) indexes.set(stack, (index = new StackIndex(stack)));
  return index;
}

function verdictsOf(
  rule: Exclude<Rule, EstateRule>,
  scoped: Scoped,
  waivers: StackWaivers,
): Verdict[] {
  const { index } = scoped;
  if (rule.judges === "waivers") {
    const verdict = verdictOf(rule, index.root, () => rule.check(waivers.state()));
    return verdict === undefined ? [] : [verdict];
  }
  if (rule.tiers?.includes(scoped.tier) === false) return [];
  const verdicts: Verdict[] = [];
  for (const resource of index.of(rule.types)) {
    const verdict = verdictOf(rule, resource, () => rule.check(resource, scoped, index));
    if (verdict !== undefined) verdicts.push(verdict);
  }
  return verdicts;
}

function byUrn(a: Verdict, b: Verdict): number {
  return a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0;
}
