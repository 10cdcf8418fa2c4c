import { resourceRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { effectiveTags, taggableTypes } from "./tags";

const required = ["environment", "project", "managed-by", "cost-center"];

export const tagsRequire = resourceRule({
  id: "tags-require",
  severity: "medium",
  title: `Whatever takes tags says ${listed(required, "and")}`,
  why: "costs and owners are found by tags",
  source: "PRC-21",
  fix: "Pass the environment's tags.",
  waivable: "everywhere",
  also: ["CKV_AWS_153"],
  types: taggableTypes,
  check(resource) {
    const tags = effectiveTags(resource);
    const missing = required.filter((key) => typeof tags[key] !== "string" || tags[key] === "");
    return violationOf(missing.length === 0 ? [] : [`lacks the tags ${missing.join(", ")}`]);
  },
});
