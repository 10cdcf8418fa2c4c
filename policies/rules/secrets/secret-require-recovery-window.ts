import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const secretRequireRecoveryWindow = resourceRule({
  id: "secret-require-recovery-window",
  severity: "high",
  title: "A deleted secret can be restored for 7 days, in production for 30",
  why: "a deletion by mistake must not be the end",
  source: "ADR-005",
  fix: "Set recoveryWindowInDays.",
  waivable: "outside production",
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
