import { at, type Decision, type PackageMapping, stated, unheld } from "./decision";
import type { Model } from "../model";

const rule = (name: string): string => `repository-rule-${name}.parameters`;

/** Inputs of GitHub's resources and the schemas and requests of its API. */
export const githubMapping: PackageMapping = {
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    from: ["actions/create-environment-variable"],
    paths: {
      value: unheld("text"),
      variableName: unheld("text"),
    },
  },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": {
    from: ["actions/set-github-actions-permissions-repository"],
    paths: {
      allowedActionsConfig: at("selected-actions"),
      "allowedActionsConfig.patternsAlloweds[]": unheld("expression"),
    },
  },
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": {
    from: [],
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    from: ["repos/create-or-update-environment"],
    paths: {
      "reviewers[].teams": stated({ max: 6 }, "Up to 6 IDs for teams"),
      "reviewers[].teams[]": unheld("reference"),
      waitTimer: stated(
        { min: 0, max: 43200, whole: true },
        "must be an integer between 0 and 43,200",
        "wait-timer",
      ),
    },
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    from: ["repos/create-deployment-branch-policy"],
    paths: {
      branchPattern: unheld("expression"),
      tagPattern: unheld("expression"),
    },
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    from: ["repos/create-repo-ruleset"],
    paths: {
      "rules.pullRequest": at(rule("pull-request")),
      "rules.requiredDeployments": at(rule("required-deployments")),
      "bypassActors[].actorId": unheld("reference"),
      "conditions.refName.includes[]": unheld("expression"),
      name: unheld("text"),
      "rules.pullRequest.requiredApprovingReviewCount": unheld("number"),
      "rules.requiredDeployments.requiredDeploymentEnvironments[]": unheld("reference"),
      "rules.requiredStatusChecks.requiredChecks[].context": unheld("reference"),
      "rules.requiredStatusChecks.requiredChecks[].integrationId": unheld("reference"),
      "rules.requiredStatusChecks": at(rule("required-status-checks")),
    },
  },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": { from: [] },
  "github:index/teamRepository:TeamRepository": {
    from: ["teams/add-or-update-repo-permissions-in-org"],
    paths: {
      permission: unheld("choice"),
      teamId: unheld("reference"),
    },
  },
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": {
    from: ["actions/set-github-actions-default-workflow-permissions-repository"],
  },
};

/** What follows from an input's name, wherever it stands. */
export function githubByName(path: string, kind: Model["kind"]): Decision | undefined {
  if (kind !== "string" && kind !== "number") return undefined;
  if (["repository", "environment"].includes(path)) return unheld("reference");
  return undefined;
}
