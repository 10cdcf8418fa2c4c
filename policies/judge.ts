import { judgeEstate } from "./judge-estate";
import { judgeStack } from "./judge-stack";
import { type LedgerEntry, ledgerOf } from "./ledger/ledger";
import { pack } from "./pack";
import type { PackData } from "./pack-data";
import { type Parity, parityIn } from "./parity/parity";
import type { PolicyStack } from "./resource";
import type { Rule } from "./rule";
import { scopedOf } from "./scope";
import type { Verdict } from "./verdict";

/** What the policies say of some stacks, each by itself and all together. */
export interface Judgement {
  /** In the order in which they were given. */
  readonly stacks: readonly JudgedStack[];
  /** How alike staging and production are; `undefined` unless both are among the stacks. */
  readonly parity: Parity | undefined;
}

export interface JudgedStack {
  readonly stack: string;
  /** What each rule says of the stack by itself, then what only shows over all stacks. */
  readonly verdicts: readonly Verdict[];
  /** What protects each of its resources that holds data. */
  readonly ledger: readonly LedgerEntry[];
}

/**
 * Asks the policies about stacks.
 *
 * @param rules - those of the pack unless given.
 * @throws UnknownStackError when environments.yaml does not know a stack.
 */
export function judge(
  stacks: readonly PolicyStack[],
  data: PackData,
  rules: readonly Rule[] = pack,
): Judgement {
  const estate = stacks.map((stack) => scopedOf(stack, data));
  const together = judgeEstate(estate, rules);
  return {
    stacks: estate.map((scoped) => {
      const joint = together.filter(({ stack }) => stack === scoped.stack);
      return {
        stack: scoped.stack,
        verdicts: [...judgeStack(scoped, rules), ...joint.map(({ verdict }) => verdict)],
        ledger: ledgerOf(scoped.index, data.restoreDrills),
      };
    }),
    parity: parityIn(estate),
  };
}
