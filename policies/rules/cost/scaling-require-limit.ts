import { numberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { inWords } from "../../wording";
import { scalesTasks, scalingTargetType } from "./scaling";

const most = 2;

export const scalingRequireLimit = resourceRule({
  id: "scaling-require-limit",
  severity: "low",
  title: `Development grows to ${inWords(most)} tasks at most`,
  why: "nobody needs more to try something",
  source: "COST-4",
  fix: `Set maxCapacity to ${String(most)} or less.`,
  waivable: "everywhere",
  types: [scalingTargetType],
  tiers: ["preview", "dev"],
  check(target) {
    if (!scalesTasks(target)) return notApplicable;
    const count = numberAt(target.props, "maxCapacity");
    return count <= most
      ? compliant
      : violation(`grows to ${String(count)} tasks; development needs at most ${String(most)}`);
  },
});
