import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const longestDays = 90;

export const secretRotationRequireInterval = resourceRule({
  id: "secret-rotation-require-interval",
  severity: "medium",
  title: `A secret that is rotated is rotated every ${String(longestDays)} days`,
  why: "what was copied ends with it",
  source: "PRC-29",
  fix: `Set rotationRules.automaticallyAfterDays to ${String(longestDays)} or less.`,
  waivable: "outside production",
  also: ["SecretsManager.1", "SecretsManager.4"],
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
