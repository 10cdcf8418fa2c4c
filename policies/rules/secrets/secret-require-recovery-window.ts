import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const secretRequireRecoveryWindow = resourceRule({
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }, { tier }) {
    const needed = tier === "production" ? 30 : 7;
    const days = numberAt(props, "recoveryWindowInDays");
    return days >= needed
      ? compliant
      : violation(
          `can be restored ${String(days)} days after its deletion; ${tier} needs at least ${String(needed)}`,
          `Set recoveryWindowInDays to ${String(needed)}.`,
        );
  },
});
