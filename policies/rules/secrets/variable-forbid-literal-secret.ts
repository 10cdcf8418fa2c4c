import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

export const variableForbidLiteralSecret = resourceRule({
  types: [
    "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
    "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
    "github:index/actionsVariable:ActionsVariable",
  ],
  check({ props }) {
    return violationOf(
      literalSecrets("a variable that logs may print", [
        [textAt(props, "variableName"), props.value],
      ]),
    );
  },
});
