import { numberAt, optional, recordsIn } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { flagType } from "./flags";

export const flagRequireRolloutLimit = resourceRule({
  id: "flag-require-rollout-limit",
  severity: "medium",
  title: "A feature rolls out to 0 to 100 percent",
  why: "Cloudflare refuses anything else",
  source: "REL-21",
  fix: "Set rules[].rollout.percentage to 0 to 100.",
  waivable: "never",
  types: [flagType],
  check({ props }) {
    return violationOf(
      recordsIn(props, "rules")
        .flatMap((rule) => optional(numberAt, rule, "rollout.percentage") ?? [])
        .filter((percentage) => percentage < 0 || percentage > 100)
        .map((percentage) => `rolls out to ${String(percentage)} %`),
    );
  },
});
