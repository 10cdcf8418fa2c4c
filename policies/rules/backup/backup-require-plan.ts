import { stackType } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { bucketTypes } from "./buckets";
import { planType } from "./plan-rules";

const selectionType = "aws:backup/selection:Selection";

export const backupRequirePlan = stackRule({
  id: "backup-require-plan",
  severity: "high",
  title: "An environment with buckets has a backup plan",
  why: "what no plan selects is never restored",
  source: "BAK-9",
  fix: "Declare a backup plan.",
  waivable: "outside production",
  also: ["CKV2_AWS_9"],
  types: [stackType],
  tiers: ["dev", "staging", "production"],
  check(_root, { tier }, stack) {
    if (stack.of(bucketTypes).length === 0) return notApplicable;
    const plans = stack.ofType(planType);
    if (plans.length === 0) {
      return violation(`declares buckets and no backup plan; ${tier} needs one`);
    }
    return plans.some((plan) => stack.referring(plan, selectionType, "planId").length > 0)
      ? compliant
      : violation("has a backup plan that selects nothing", "Declare a Selection of the plan.");
  },
});
