import { recordsIn } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { planType, snapshotRules } from "./plan-rules";

export const backupRequireCopy = resourceRule({
  types: [planType],
  tiers: ["production"],
  check(plan) {
    const snapshots = snapshotRules(plan);
    if (snapshots.length === 0) return notApplicable;
    return violationOf(
      snapshots
        .filter(({ props }) => recordsIn(props, "copyActions").length === 0)
        .map(({ name }) => `copies no backup of "${name}" to another region`),
    );
  },
});
