import { stackType } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { bucketType } from "./buckets";
import { planType } from "./plan-rules";

export const backupRequirePlan = stackRule({
  types: [stackType],
  tiers: ["dev", "staging", "production"],
  check(_root, { tier }, stack) {
    if (stack.ofType(bucketType).length === 0) return notApplicable;
    return stack.ofType(planType).length > 0
      ? compliant
      : violation(`declares buckets and no backup plan; ${tier} needs one`);
  },
});
