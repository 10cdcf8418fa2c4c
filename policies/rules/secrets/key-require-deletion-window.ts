import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyTypes } from "./keys";

export const keyRequireDeletionWindow = resourceRule({
  id: "key-require-deletion-window",
  severity: "high",
  title: "A deleted key can be had back for 7 days, in production for 30",
  why: "everything that it encrypts goes with it",
  source: "ADR-005",
  fix: "Set deletionWindowInDays.",
  waivable: "outside production",
  also: ["KMS.3"],
  types: keyTypes,
  check({ props }, { tier }) {
    const needed = tier === "production" || tier === "shared" ? 30 : 7;
    const days = numberAt(props, "deletionWindowInDays");
    return days >= needed
      ? compliant
      : violation(
          `is gone ${String(days)} days after its deletion; ${tier} needs at least ${String(needed)}`,
          `Set deletionWindowInDays to ${String(needed)}.`,
        );
  },
});
