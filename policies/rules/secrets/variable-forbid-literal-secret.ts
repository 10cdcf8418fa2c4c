import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

export const variableForbidLiteralSecret = resourceRule({
  id: "variable-forbid-literal-secret",
  severity: "critical",
  title: "No GitHub variable holds a secret",
  why: "workflows print variables",
  source: "SEC-1",
  fix: "Use a GitHub secret.",
  waivable: "never",
  also: ["CKV_GIT_4"],
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
