import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const days = { preview: 0, dev: 7, staging: 7, shared: 7, production: 30 };

export const secretRequireRecoveryWindow = resourceRule({
  id: "secret-require-recovery-window",
  severity: "high",
  title: `A deleted secret can be restored for ${String(days.staging)} days, in production for ${String(days.production)}, in a pull request's environment not at all`,
  why: "a deletion by mistake must not be the end",
  source: "PRC-28",
  fix: "Set recoveryWindowInDays.",
  waivable: "outside production",
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }, { tier }) {
    const needed = days[tier];
    const given = numberAt(props, "recoveryWindowInDays");
    return given >= needed
      ? compliant
      : violation(
          `can be restored ${String(given)} days after its deletion; ${tier} needs at least ${String(needed)}`,
          `Set recoveryWindowInDays to ${String(needed)}.`,
        );
  },
});
