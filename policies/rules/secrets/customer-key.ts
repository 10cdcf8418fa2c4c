import { textAt } from "../../read";
import { compliant, type ResourceRule, resourceRule, violation, type Written } from "../../rule";

/** The key that AWS makes for everyone, whose policy nobody can narrow. */
const managedByAws = /(?:^|:)alias\/aws\//;

export function isManagedByAws(key: string): boolean {
  return managedByAws.test(key);
}

export interface CustomerKey extends Omit<Written<ResourceRule>, "check"> {
  /** Path of the property that names the key. */
  readonly path: string;
}

/** A resource is encrypted with a key of our own. */
export function customerKeyRule({ path, ...rule }: CustomerKey): ResourceRule {
  return resourceRule({
    ...rule,
    check({ props }) {
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
