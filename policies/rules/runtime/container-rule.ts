import type { Tier } from "../../environments";
import { textAt } from "../../read";
import type { Properties } from "../../resource";
import { type ResourceRule, resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";

/** Judges each container of a task; `objection` says what is wrong with one. */
export function containerRule(
  objection: (container: Properties) => string | undefined,
  tiers?: readonly Tier[],
): ResourceRule {
  return resourceRule({
    types: [taskDefinitionType],
    ...(tiers === undefined ? {} : { tiers }),
    check(task) {
      return violationOf(
        containersOf(task).flatMap((container) => {
          const wrong = objection(container);
          return wrong === undefined
            ? []
            : [`${wrong} the container "${textAt(container, "name")}"`];
        }),
      );
    },
  });
}
