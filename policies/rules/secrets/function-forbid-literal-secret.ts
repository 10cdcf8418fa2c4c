import { optional, recordAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

/** Where each type that runs code holds its variables. */
const variables: Readonly<Record<string, string>> = {
  "aws:lambda/function:Function": "environment.variables",
  "aws:synthetics/canary:Canary": "runConfig.environmentVariables",
};

export const functionForbidLiteralSecret = resourceRule({
  types: Object.keys(variables),
  check({ type, props }) {
    const path = variables[type] ?? "";
    return violationOf(literalSecrets(path, Object.entries(optional(recordAt, props, path) ?? {})));
  },
});
