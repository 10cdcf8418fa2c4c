import { numberAt, optional, recordsIn } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { flagType } from "./flags";

export const flagRequireRolloutLimit = resourceRule({
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
