import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { keyTypes } from "./keys";

export const keyRequireDeletionWindow = resourceRule({
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
