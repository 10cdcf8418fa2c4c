import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const longestDays = 90;

export const secretRotationRequireInterval = resourceRule({
  types: ["aws:secretsmanager/secretRotation:SecretRotation"],
  check({ props }) {
    const days = numberAt(props, "rotationRules.automaticallyAfterDays");
    return days <= longestDays
      ? compliant
      : violation(
          `changes its secret every ${String(days)} days; at most ${String(longestDays)} are allowed`,
        );
  },
});
