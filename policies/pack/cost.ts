import type { Rule } from "../rule";
import { scalingRequireSleep } from "../rules/cost/scaling-require-sleep";
import { scalingRequireSpareTask } from "../rules/cost/scaling-require-spare-task";
import { environmentRequireBudget } from "../rules/cost/environment-require-budget";
import { budgetsRequireTotal } from "../rules/cost/budgets-require-total";

/** What environments cost, and when. */
export const costRules: readonly Rule[] = [
  scalingRequireSleep,
  scalingRequireSpareTask,
  environmentRequireBudget,
  budgetsRequireTotal,
];
