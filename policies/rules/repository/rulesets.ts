import { optional, recordAt, textAt, textsAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import {
  compliant,
  notApplicable,
  type ResourceRule,
  resourceRule,
  violation,
  type Written,
} from "../../rule";

export const rulesetType = "github:index/repositoryRuleset:RepositoryRuleset";

/** How a ruleset names the branch that production is deployed from (PIP-3). */
const release: readonly string[] = ["refs/heads/main", "~DEFAULT_BRANCH", "~ALL"];

/** Whether it is about branches; a tag is made once, and no pull request makes it. */
export function guardsBranches({ props }: PolicyResource): boolean {
  return textAt(props, "target") === "branch";
}

export function guardsRelease(ruleset: PolicyResource): boolean {
  const { props } = ruleset;
  const excluded = optional(recordAt, props, "conditions.refName")?.excludes;
  return (
    guardsBranches(ruleset) &&
    !(Array.isArray(excluded) && excluded.some((ref) => release.includes(String(ref)))) &&
    textsAt(props, "conditions.refName.includes").some((ref) => release.includes(ref))
  );
}

export interface Switch extends Omit<Written, "fix"> {
  /** Path of the property. */
  readonly path: string;
  /** What is wrong where it is anything but true, as the end of a sentence. */
  readonly otherwise: string;
}

/** A ruleset of branches switches something on; what to do is to set it. */
export function switchRule({ path, otherwise, ...rule }: Switch): ResourceRule {
  return resourceRule({
    ...rule,
    fix: `Set ${path} to true.`,
    types: [rulesetType],
    check(ruleset) {
      if (!guardsBranches(ruleset)) return notApplicable;
      return valueAt(ruleset.props, path) === true ? compliant : violation(otherwise);
    },
  });
}
