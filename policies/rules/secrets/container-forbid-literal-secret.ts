import { recordsIn, textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";
import { literalSecrets } from "./literal-secret";

export const containerForbidLiteralSecret = resourceRule({
  types: [taskDefinitionType],
  check(task) {
    return violationOf(
      containersOf(task).flatMap((container) =>
        literalSecrets(
          `the environment of the container "${textAt(container, "name")}"`,
          recordsIn(container, "environment").map((variable) => [
            textAt(variable, "name"),
            variable.value,
          ]),
        ),
      ),
    );
  },
});
