import { stackType } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import { missingOnTags, openBranches, rulesetType } from "./rulesets";

/** What a repository has to declare, and what happens where it does not; their cards say how they are set. */
const settings: Readonly<Record<string, string>> = {
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions":
    "any action runs under any tag",
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates":
    "a vulnerable dependency stays",
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts":
    "nobody hears of a vulnerable dependency",
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions":
    "a workflow's token may write",
};

export const repositoryRequireGuards = stackRule({
  id: "repository-require-guards",
  severity: "critical",
  title: "The branches and the tags that are deployed have rules, and the repository its settings",
  why: "anyone with write access would deploy",
  source: "QUA-1",
  fix: "Declare it.",
  waivable: "never",
  also: "CIS GH 1.1.3, CIS GH 1.5.1, CKV_GIT_3, CKV2_GHA_1",
  types: [stackType],
  tiers: ["shared"],
  check(_root, { data }, stack) {
    const rulesets = stack.ofType(rulesetType);
    const pushed = openBranches(rulesets, data.repository.branches);
    const open = missingOnTags(rulesets);
    return violationOf([
      ...pushed.map(
        (branch) =>
          `has no active ruleset on ${branch}, so that anyone with write access may push to it`,
      ),
      ...(open.length === 0
        ? []
        : [
            `leaves the ${open.join(", ")} of tags v*, which deploy production, to anyone who may write`,
          ]),
      ...Object.entries(settings)
        .filter(([type]) => stack.ofType(type).length === 0)
        .map(([type, what]) => `declares no ${type.split(":")[2] ?? type}, so that ${what}`),
    ]);
  },
});
