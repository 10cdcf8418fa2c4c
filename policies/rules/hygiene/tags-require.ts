import { resourceRule, violationOf } from "../../rule";
import { effectiveTags, taggableTypes } from "./tags";

const required = ["environment", "project", "managed-by", "cost-center"];

export const tagsRequire = resourceRule({
  types: taggableTypes,
  check(resource) {
    const tags = effectiveTags(resource);
    const missing = required.filter((key) => typeof tags[key] !== "string" || tags[key] === "");
    return violationOf(missing.length === 0 ? [] : [`lacks the tags ${missing.join(", ")}`]);
  },
});
