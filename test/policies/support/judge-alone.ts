import { judgeStack } from "../../../policies/judge-stack";
import { pack } from "../../../policies/pack";
import type { PackData } from "../../../policies/pack-data";
import type { PolicyStack } from "../../../policies/resource";
import type { Rule } from "../../../policies/rule";
import { scopedOf } from "../../../policies/scope";
import type { Verdict } from "../../../policies/verdict";

/** What the rules say of one stack by itself, and nothing of what only shows over several. */
export function judgeAlone(
  stack: PolicyStack,
  data: PackData,
  rules: readonly Rule[] = pack,
): Verdict[] {
  return judgeStack(scopedOf(stack, data), rules);
}
