import { type Cards, type Demand, type Described, ofItsEnvironment } from "./card";

const own: Demand = [
  "repository",
  {
    text: "the repository of environments.yaml",
    has: (value, { data }) => value === data.repository.name.split("/")[1],
  },
  "it would guard another, and ours stays open",
];

/** Who writes the actions that jobs run, besides GitHub. */
const owners = ["aws-actions", "pulumi"];

const pinnable: Described = {
  text: `actions of ${owners.join(" or ")}, owner/name@*`,
  has: (value) =>
    owners.some((owner) => String(value).startsWith(`${owner}/`)) &&
    /^[^/]+\/[A-Za-z0-9._-]+@\*$/.test(String(value)),
};

const migrators: Described = {
  text: "the migrator's secret, for the job that deploys, where it names the secret of migrations",
  has: (value, _scope, { variableName, environment }) =>
    variableName !== "DATABASE_MIGRATION_SECRET_ARN" ||
    (/\/migrator(?:-\w{6})?$/.test(String(value)) && !String(environment).endsWith("-preview")),
};

/** The repository and its gates. */
export const githubCards: Cards = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    judged: "environment secretName",
    must: [own],
    free: { "it is a secret by type": "value" },
  },
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    judged: "environment variableName",
    must: [
      own,
      ["value", ofItsEnvironment, "a job would act elsewhere, or for somebody else"],
      ["value", migrators, "a job would migrate as somebody else, or without being let in"],
    ],
  },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": {
    must: [
      own,
      ["shaPinningRequired", true, "a tag can be moved to other code"],
      ["allowedActions", "selected", "anybody's action would run with the job's token"],
      ["allowedActionsConfig.verifiedAllowed", false, "thousands of owners are verified"],
      ["allowedActionsConfig.patternsAlloweds", pinnable, "an owner's every action, or anybody's"],
    ],
    only: [["enabled", true, "no check would run"]],
    free: { "GitHub runs the jobs anyway": "allowedActionsConfig { githubOwnedAllowed }" },
  },
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": {
    must: [own, ["enabled", true, "a vulnerable dependency would stay as it is"]],
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    judged: "environment preventSelfReview reviewers { teams users }",
    must: [
      own,
      ["canAdminsBypass", false, "administrators would pass without an approval"],
      [
        "deploymentBranchPolicy.customBranchPolicies",
        true,
        "any protected branch could deploy, or any branch at all",
      ],
    ],
    sized: "waitTimer",
    free: { "a gate has named branches, or none": "deploymentBranchPolicy { protectedBranches }" },
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    judged: "branchPattern environment tagPattern",
    must: [own],
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    judged: `bypassActors { actorId actorType } conditions { refName { includes excludes } }
      enforcement target rules { requiredDeployments deletion nonFastForward requiredSignatures pullRequest {
        dismissStaleReviewsOnPush requireCodeOwnerReview requireLastPushApproval
        requiredApprovingReviewCount requiredReviewThreadResolution }
      requiredStatusChecks { requiredChecks { context } strictRequiredStatusChecksPolicy } }`,
    must: [
      own,
      [
        "rules.requiredStatusChecks?.requiredChecks.integrationId",
        15368,
        "anybody with a token reports a check",
      ],
    ],
    only: [
      ["rules.creation", true, "it says who makes a version"],
      ["rules.update", true, "a version could be moved"],
    ],
    called: "name",
    free: {
      "it asks for more": "rules { requiredCodeScanning }",
      "nobody passes by it in any mode who is not meant to": "bypassActors { bypassMode }",
    },
  },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": {
    must: [own, ["enabled", true, "nobody would hear of a vulnerable dependency"]],
  },
  "github:index/teamRepository:TeamRepository": {
    judged: "permission teamId",
    must: [own],
  },
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": {
    must: [
      own,
      ["canApprovePullRequestReviews", false, "an approval is a second pair of eyes"],
      ["defaultWorkflowPermissions", "read", "every action of a workflow holds its token"],
    ],
  },
};
