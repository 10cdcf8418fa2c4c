import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { trailType } from "./trails";

export const trailRequireValidation = resourceRule({
  types: [trailType],
  check({ props }) {
    return valueAt(props, "enableLogFileValidation") === true
      ? compliant
      : violation("lets its records be changed unnoticed");
  },
});
