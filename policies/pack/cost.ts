import type { PackEntry } from "../pack-entry";
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
export const costRules: readonly PackEntry[] = [
  {
    id: "scaling-require-sleep",
    level: "mandatory",
    severity: "low",
    title: "Development's tasks stop after hours and start again",
    why: "nobody uses them at night",
    source: "ADR-005",
    fix: "Declare a ScheduledAction with maxCapacity 0, and one that starts them again.",
    waivable: "everywhere",
    rule: scalingRequireSleep,
  },
  {
    id: "scaling-forbid-sleep",
    level: "mandatory",
    severity: "critical",
    title: "No clock changes how many tasks serve production",
    why: "customers come at night as well",
    source: "ADR-005",
    fix: "Leave the ScheduledAction out.",
    waivable: "outside production",
    rule: scalingForbidSleep,
  },
  {
    id: "scaling-require-ignored-limits",
    level: "mandatory",
    severity: "medium",
    title: "An update leaves a schedule's limits alone",
    why: "it would wake what sleeps",
    source: "ADR-005",
    fix: "Add minCapacity and maxCapacity to opts.ignoreChanges.",
    waivable: "everywhere",
    rule: scalingRequireIgnoredLimits,
  },
  {
    id: "scaling-require-spare-task",
    level: "mandatory",
    severity: "high",
    title: "Production keeps two tasks or more of everything",
    why: "one is lost with its zone",
    source: "ADR-005",
    fix: "Set minCapacity to 2.",
    waivable: "outside production",
    rule: scalingRequireSpareTask,
  },
  {
    id: "scaling-require-limit",
    level: "mandatory",
    severity: "low",
    title: "Development grows to two tasks at most",
    why: "nobody needs more to try something",
    source: "ADR-005",
    fix: "Set maxCapacity to 2 or less.",
    waivable: "everywhere",
    rule: scalingRequireLimit,
  },
  {
    id: "ecs-forbid-spot",
    level: "mandatory",
    severity: "high",
    title: "Production runs on capacity that stays",
    why: "AWS takes Spot back within two minutes",
    source: "ADR-005",
    fix: "Use FARGATE.",
    waivable: "outside production",
    rule: ecsForbidSpot,
  },
  {
    id: "environment-require-budget",
    level: "mandatory",
    severity: "medium",
    title: "Every environment has a monthly budget",
    why: "what nobody counts grows",
    source: "ADR-005",
    fix: "Declare a Budget.",
    waivable: "everywhere",
    rule: environmentRequireBudget,
  },
  {
    id: "budget-require-alerts",
    level: "mandatory",
    severity: "medium",
    title: "Somebody hears of what was spent and of what will be",
    why: "at the end of the month it is too late",
    source: "ADR-005",
    fix: "Add notifications of the types ACTUAL and FORECASTED with subscribers.",
    waivable: "everywhere",
    rule: budgetRequireAlerts,
  },
  {
    id: "budgets-require-total",
    level: "mandatory",
    severity: "low",
    title: "The environments' budgets sum up to the product's",
    why: "money that is in no budget is in nobody's view",
    source: "ADR-005",
    fix: "Make limitAmount of the environments sum up to it.",
    waivable: "never",
    rule: budgetsRequireTotal,
  },
];
