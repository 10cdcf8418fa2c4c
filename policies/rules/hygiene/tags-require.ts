import { isText } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { effectiveTags, taggableTypes } from "./tags";

const required = ["environment", "project", "managed-by", "cost-center"];
const manager = "pulumi";

export const tagsRequire = resourceRule({
  id: "tags-require",
  title: `Whatever takes tags says ${listed(required, "and")}, the first of which is the stack's name`,
  why: "costs and owners are found by tags, and budgets and backups select by them",
  source: "PRC-21",
  fix: "Pass the environment's tags.",
  also: "CKV_AWS_153",
  types: taggableTypes,
  check(resource, { stack }) {
    const tags = effectiveTags(resource);
    const missing = required.filter((key) => !isText(tags[key]));
    return violationOf([
      ...(missing.length === 0 ? [] : [`lacks the tags ${missing.join(", ")}`]),
      ...(isText(tags.environment) && tags.environment !== stack
        ? [`is tagged environment "${tags.environment}" in the stack ${stack}`]
        : []),
      ...(isText(tags["managed-by"]) && tags["managed-by"] !== manager
        ? [`is tagged managed-by "${tags["managed-by"]}", which is ${manager}`]
        : []),
    ]);
  },
});
