import { optional, recordAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

/** Where each type that runs code holds its variables. */
const variables: Readonly<Record<string, string>> = {
  "aws:lambda/function:Function": "environment.variables",
  "aws:synthetics/canary:Canary": "runConfig.environmentVariables",
};

export const functionForbidLiteralSecret = resourceRule({
  id: "function-forbid-literal-secret",
  severity: "critical",
  title: "No function gets a secret as a plain variable",
  why: "its configuration is readable by everyone who may look",
  source: "SEC-1",
  fix: "Read the secret from Secrets Manager at run time.",
  waivable: "never",
  also: ["CKV_AWS_45"],
  types: Object.keys(variables),
  check({ type, props }) {
    const path = variables[type] ?? "";
    return violationOf(literalSecrets(path, Object.entries(optional(recordAt, props, path) ?? {})));
  },
});
