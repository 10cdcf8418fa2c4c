import { type Cards, type Described, called, noSecret, sized } from "./card";

const ownRepository = "rules on references hold it to the repository of environments.yaml";

const pinnable: Described = {
  text: "actions of named owners, owner/name@*",
  has: (value) => /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+@\*$/.test(String(value)),
};

/** The repository and its gates. */
export const githubCards: Cards = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    judged: "environment secretName",
    free: { [ownRepository]: "repository", "it is a secret by type": "value" },
  },
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    judged: "environment",
    free: { [ownRepository]: "repository", [noSecret]: "value variableName" },
  },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": {
    judged: "shaPinningRequired",
    must: [
      ["allowedActions", "selected", "anybody's action would run with the job's token"],
      ["allowedActionsConfig.verifiedAllowed", false, "thousands of owners are verified"],
      ["allowedActionsConfig.patternsAlloweds", pinnable, "an owner's every action, or anybody's"],
    ],
    only: [["enabled", true, "no check would run"]],
    free: {
      [ownRepository]: "repository",
      "GitHub runs the jobs anyway": "allowedActionsConfig { githubOwnedAllowed }",
    },
  },
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": {
    judged: "enabled",
    free: { [ownRepository]: "repository" },
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    judged: `canAdminsBypass environment preventSelfReview reviewers { teams }
      deploymentBranchPolicy { customBranchPolicies }`,
    free: {
      [ownRepository]: "repository",
      [sized]: "waitTimer",
      "a gate has named branches, or none": "deploymentBranchPolicy { protectedBranches }",
    },
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    judged: "branchPattern environment tagPattern",
    free: { [ownRepository]: "repository" },
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    judged: `bypassActors { actorId actorType bypassMode } conditions { refName { includes excludes } }
      enforcement target rules { requiredDeployments deletion nonFastForward requiredSignatures pullRequest {
        dismissStaleReviewsOnPush requireCodeOwnerReview requireLastPushApproval
        requiredApprovingReviewCount requiredReviewThreadResolution }
      requiredStatusChecks { requiredChecks { context } strictRequiredStatusChecksPolicy } }`,
    only: [
      ["rules.creation", true, "it says who makes a version"],
      ["rules.update", true, "a version could be moved"],
      ["rules.requiredStatusChecks.requiredChecks.integrationId", 15368, "anybody reports a check"],
    ],
    free: {
      [called]: "name",
      [ownRepository]: "repository",
      "it asks for more": "rules { requiredCodeScanning }",
    },
  },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": {
    judged: "enabled",
    free: { [ownRepository]: "repository" },
  },
  "github:index/teamRepository:TeamRepository": {
    judged: "teamId",
    must: [["permission", ["pull", "triage", "push", "maintain"], "an admin changes every gate"]],
    free: { [ownRepository]: "repository" },
  },
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": {
    judged: "canApprovePullRequestReviews defaultWorkflowPermissions",
    free: { [ownRepository]: "repository" },
  },
};
