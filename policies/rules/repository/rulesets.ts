import { optional, recordAt, textAt, textsAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, type ResourceRule, resourceRule, violation } from "../../rule";

export const rulesetType = "github:index/repositoryRuleset:RepositoryRuleset";

/** How a ruleset names the branch that production is deployed from (design, decisions). */
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

/** A branch's ruleset that must switch something on, and what it does without. */
export function switchRule(path: string, without: string): ResourceRule {
  return resourceRule({
    types: [rulesetType],
    check(ruleset) {
      if (!guardsBranches(ruleset)) return notApplicable;
      return valueAt(ruleset.props, path) === true
        ? compliant
        : violation(without, `Set ${path} to true.`);
    },
  });
}
