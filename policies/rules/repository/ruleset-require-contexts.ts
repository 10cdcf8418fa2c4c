import { recordsAt, textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { guardsBranches, rulesetType } from "./rulesets";

const path = "rules.requiredStatusChecks.requiredChecks";

export const rulesetRequireContexts = resourceRule({
  id: "ruleset-require-contexts",
  severity: "critical",
  title: "The quality gates pass before a merge",
  why: "a gate that may be left out is none",
  source: "QUA-1",
  fix: `Add the checks to ${path}.`,
  waivable: "outside production",
  also: ["CIS GH 1.1.9"],
  types: [rulesetType],
  check(ruleset, { data }) {
    if (!guardsBranches(ruleset)) return notApplicable;
    const { checks } = data.repository;
    if (checks.length === 0) {
      return violation(
        "can't be judged",
        "List checks of repository in policies/environments.yaml.",
      );
    }
    const required = recordsAt(ruleset.props, path).map((check) => textAt(check, "context"));
    const missing = checks.filter((check) => !required.includes(check));
    return missing.length === 0
      ? compliant
      : violation(
          `merges without the checks ${missing.join(", ")}`,
          `Add ${missing.join(", ")} to ${path}.`,
        );
  },
});
