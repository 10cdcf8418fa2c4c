import { recordsIn, textAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { planType, snapshotRules } from "./plan-rules";
import { regionOf, vaultOf } from "./vaults";

export const backupRequireCopy = resourceRule({
  id: "backup-require-copy",
  severity: "high",
  title: "Production copies its snapshots to another region",
  why: "a region can be lost with everything in it",
  source: "BAK-7",
  fix: "Add copyActions to the rule.",
  waivable: "outside production",
  types: [planType],
  tiers: ["production"],
  check(plan) {
    const snapshots = snapshotRules(plan);
    if (snapshots.length === 0) return notApplicable;
    const home = regionOf(plan);
    return violationOf(
      snapshots
        .filter(({ props }) =>
          recordsIn(props, "copyActions").every(
            (copy) => vaultOf(textAt(copy, "destinationVaultArn")).region === home,
          ),
        )
        .map(({ name }) => `copies no backup of "${name}" to another region`),
    );
  },
});
