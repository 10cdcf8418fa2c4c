import { textAt } from "../../read";
import { compliant, type ResourceRule, resourceRule, violation } from "../../rule";

/** The key that AWS makes for everyone, whose policy nobody can narrow. */
const managedByAws = /(?:^|:)alias\/aws\//;

export function isManagedByAws(key: string): boolean {
  return managedByAws.test(key);
}

/** Each type, and the property that names the key it is encrypted with. */
export function customerKeyRule(properties: Readonly<Record<string, string>>): ResourceRule {
  return resourceRule({
    types: Object.keys(properties),
    check({ type, props }) {
      const path = properties[type] ?? "";
      const key = textAt(props, path);
      return isManagedByAws(key)
        ? violation(
            `is encrypted with ${key}, not our own key`,
            `Set ${path} to the environment's key.`,
          )
        : compliant;
    },
  });
}
