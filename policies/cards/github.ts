import { type Cards, type Described, called, ofItsEnvironment, sized } from "./card";

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
    must: [["value", ofItsEnvironment, "a job would act elsewhere, or for somebody else"]],
    free: { [called]: "variableName", [ownRepository]: "repository" },
  },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": {
    must: [
      ["shaPinningRequired", true, "a tag can be moved to other code"],
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
    must: [["enabled", true, "a vulnerable dependency would stay as it is"]],
    free: { [ownRepository]: "repository" },
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    judged: "environment preventSelfReview reviewers { teams users }",
    must: [
      ["canAdminsBypass", false, "administrators would pass without an approval"],
      [
        "deploymentBranchPolicy.customBranchPolicies",
        true,
        "any protected branch could deploy, or any branch at all",
      ],
    ],
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
    must: [["enabled", true, "nobody would hear of a vulnerable dependency"]],
    free: { [ownRepository]: "repository" },
  },
  "github:index/teamRepository:TeamRepository": {
    judged: "teamId",
    must: [["permission", ["pull", "triage", "push", "maintain"], "an admin changes every gate"]],
    free: { [ownRepository]: "repository" },
  },
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": {
    must: [
      ["canApprovePullRequestReviews", false, "an approval is a second pair of eyes"],
      ["defaultWorkflowPermissions", "read", "every action of a workflow holds its token"],
    ],
    free: { [ownRepository]: "repository" },
  },
};
