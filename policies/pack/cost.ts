import type { Rule } from "../rule";
import { scalingRequireSleep } from "../rules/cost/scaling-require-sleep";
import { scalingForbidSleep } from "../rules/cost/scaling-forbid-sleep";
import { scalingRequireIgnoredLimits } from "../rules/cost/scaling-require-ignored-limits";
import { scalingRequireSpareTask } from "../rules/cost/scaling-require-spare-task";
import { scalingRequireLimit } from "../rules/cost/scaling-require-limit";
import { ecsForbidSpot } from "../rules/cost/ecs-forbid-spot";
import { environmentRequireBudget } from "../rules/cost/environment-require-budget";
import { budgetRequireAlerts } from "../rules/cost/budget-require-alerts";
import { budgetsRequireTotal } from "../rules/cost/budgets-require-total";

/** What environments cost, and when. */
export const costRules: readonly Rule[] = [
  scalingRequireSleep,
  scalingForbidSleep,
  scalingRequireIgnoredLimits,
  scalingRequireSpareTask,
  scalingRequireLimit,
  ecsForbidSpot,
  environmentRequireBudget,
  budgetRequireAlerts,
  budgetsRequireTotal,
];
