import { textAt } from "../../read";
import type { Properties } from "../../resource";
import { type ResourceRule, resourceRule, violationOf, type Written } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";

export interface ContainerRule extends Omit<Written<ResourceRule>, "types" | "check"> {
  /** What is wrong with a container, if anything. */
  readonly objection: (container: Properties) => string | undefined;
}

/** Judges each container of a task. */
export function containerRule({ objection, ...rule }: ContainerRule): ResourceRule {
  return resourceRule({
    ...rule,
    types: [taskDefinitionType],
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
