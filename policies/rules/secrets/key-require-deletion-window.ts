import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyTypes } from "./keys";

const days = { usually: 7, inProduction: 30 };

export const keyRequireDeletionWindow = resourceRule({
  id: "key-require-deletion-window",
  severity: "high",
  title: `A deleted key can be had back for ${String(days.usually)} days, in production for ${String(days.inProduction)}`,
  why: "everything that it encrypts goes with it",
  source: "PRC-28",
  fix: "Set deletionWindowInDays.",
  waivable: "outside production",
  also: ["KMS.3"],
  types: keyTypes,
  check({ props }, { tier }) {
    const needed = tier === "production" || tier === "shared" ? days.inProduction : days.usually;
    const given = numberAt(props, "deletionWindowInDays");
    return given >= needed
      ? compliant
      : violation(
          `is gone ${String(given)} days after its deletion; ${tier} needs at least ${String(needed)}`,
          `Set deletionWindowInDays to ${String(needed)}.`,
        );
  },
});
