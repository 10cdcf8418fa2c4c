import { compliant } from "../../rule";
import { presenceRule } from "../presence";
import { budgetType, limitOf } from "./budgets";

export const environmentRequireBudget = presenceRule({
  id: "environment-require-budget",
  severity: "medium",
  title: "Every environment has a monthly budget",
  why: "what nobody counts grows",
  source: "COST-2",
  fix: "Declare a Budget.",
  waivable: "everywhere",
  types: [budgetType],
  tiers: ["preview", "dev", "staging", "production", "shared"],
  missing: "declares no budget, so that nobody hears what it costs",
  check(budget) {
    limitOf(budget);
    return compliant;
  },
});
