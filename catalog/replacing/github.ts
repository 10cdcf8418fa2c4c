/**
 * Read from terraform-provider-github 6.13.0: `ForceNew`. Another `repository` replaces an environment and what is in it only
 * where GitHub says that it is not the old one renamed, so that input stands with those that have no such question.
 */
export const github: Readonly<Record<string, readonly string[]>> = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": ["environment", "secretName"],
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": [
    "environment",
    "variableName",
  ],
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": [],
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": [
    "repository",
  ],
  "github:index/repositoryEnvironment:RepositoryEnvironment": ["environment"],
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": [
    "environment",
  ],
  "github:index/repositoryRuleset:RepositoryRuleset": [],
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": ["repository"],
  "github:index/teamRepository:TeamRepository": ["repository", "teamId"],
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": [],
};
