import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { effectiveTags, taggableTypes } from "./tags";

export const tagsRequireEnvironment = resourceRule({
  id: "tags-require-environment",
  severity: "high",
  title: "The environment tag is the stack's own",
  why: "budgets and backups select by it",
  source: "PRC-21",
  fix: "Set tags.environment to the stack's name.",
  waivable: "outside production",
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
