import { recordsIn, textAt } from "../../read";
import type { Properties } from "../../resource";
import { resourceRule, violationOf } from "../../rule";
import { eachText } from "../../texts";
import { containersOf, taskDefinitionType } from "../release/containers";
import { isSecretValue, literalSecrets } from "./literal-secret";

export const containerForbidLiteralSecret = resourceRule({
  id: "container-forbid-literal-secret",
  severity: "critical",
  title: "No container gets a secret as a plain variable",
  why: "a task definition is readable by everyone who may look",
  source: "SEC-1",
  fix: "Use the container's secrets with valueFrom.",
  waivable: "never",
  also: ["ECS.8"],
  types: [taskDefinitionType],
  check(task) {
    return violationOf(
      containersOf(task).flatMap((container) => {
        const name = textAt(container, "name");
        return [
          ...literalSecrets(
            `the environment of the container "${name}"`,
            recordsIn(container, "environment").map((variable) => [
              textAt(variable, "name"),
              variable.value,
            ]),
          ),
          ...elsewhere(container).map(
            (path) => `holds a secret as plain text in ${path} of the container "${name}"`,
          ),
        ];
      }),
    );
  },
});

/** A command, a label or a log option shows what it holds as well as a variable does. */
function elsewhere(container: Properties): readonly string[] {
  const found: string[] = [];
  eachText({ ...container, environment: undefined }, (text, path) => {
    if (isSecretValue(text)) found.push(path.join("."));
  });
  return found;
}
