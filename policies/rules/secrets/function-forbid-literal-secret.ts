import { optional, recordAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { literalSecrets } from "./literal-secret";

export const functionForbidLiteralSecret = resourceRule({
  types: ["aws:lambda/function:Function"],
  check({ props }) {
    const variables = optional(recordAt, props, "environment.variables") ?? {};
    return violationOf(literalSecrets("environment.variables", Object.entries(variables)));
  },
});
