import { valueAt } from "./read";
import { compliant, type ResourceRule, resourceRule, violation, type Written } from "./rule";

export interface Setting extends Omit<Written<ResourceRule>, "fix" | "check"> {
  /** Path of the property. */
  readonly path: string;
  readonly is: boolean;
  /** What is wrong where it is anything else, as the end of a sentence. */
  readonly otherwise: string;
}

/** A property is switched on, or off, and says so; what to do is to set it. */
export function settingRule({ path, is, otherwise, ...rule }: Setting): ResourceRule {
  return resourceRule({
    ...rule,
    fix: `Set ${path} to ${String(is)}.`,
    check: ({ props }) => (valueAt(props, path) === is ? compliant : violation(otherwise)),
  });
}
