import { valueAt } from "./read";
import { compliant, type ResourceRule, resourceRule, violation } from "./rule";

export interface Setting extends Pick<ResourceRule, "types" | "tiers"> {
  /** Path of the property. */
  readonly path: string;
  readonly is: boolean;
  /** What is wrong where it is anything else, as the end of a sentence. */
  readonly otherwise: string;
}

/** A property is switched on, or off, and says so. */
export function settingRule({ path, is, otherwise, ...subject }: Setting): ResourceRule {
  return resourceRule({
    ...subject,
    check: ({ props }) => (valueAt(props, path) === is ? compliant : violation(otherwise)),
  });
}
