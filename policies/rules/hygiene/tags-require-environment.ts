import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { effectiveTags, taggableTypes } from "./tags";

export const tagsRequireEnvironment = resourceRule({
  types: taggableTypes,
  check(resource, { stack }) {
    const environment = textAt(effectiveTags(resource), "environment");
    return environment === stack
      ? compliant
      : violation(
          `is tagged environment "${environment}" in the stack ${stack}`,
          `Set tags.environment to ${stack}.`,
        );
  },
});
