import { type Finder, type Finders, named, textOf, type Values } from "../finder";

/** Rulesets have no function of their own; the provider asks any address of GitHub's API. */
const ruleset: Finder = {
  kind: "listed",
  token: "github:index/getRestApi:getRestApi",
  args: (resource) => {
    const owner = String(resource.provider.owner);
    return { endpoint: `repos/${owner}/${textOf(resource, "repository")}/rulesets?per_page=100` };
  },
  importIds: ({ body }, resource) =>
    (JSON.parse(String(body)) as readonly Values[])
      .filter(
        ({ name, target }) => name === resource.inputs.name && target === resource.inputs.target,
      )
      .map(({ id }) => `${textOf(resource, "repository")}:${String(id)}`),
};

const deploymentPolicy: Finder = {
  kind: "listed",
  token: "github:index/getRepositoryDeploymentBranchPolicies:getRepositoryDeploymentBranchPolicies",
  args: (resource) => ({
    repository: textOf(resource, "repository"),
    environmentName: textOf(resource, "environment"),
  }),
  importIds: ({ deploymentBranchPolicies = [] }, resource) => {
    const { branchPattern, tagPattern } = resource.inputs;
    return (deploymentBranchPolicies as readonly Values[])
      .filter(({ name }) => name === (branchPattern ?? tagPattern))
      .map(({ id }) =>
        [textOf(resource, "repository"), textOf(resource, "environment"), String(id)].join(":"),
      );
  },
};

const repositorySetting = named("{repository}");

export const githubFinders: Finders = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": named(
    "{repository}:{environment}:{secretName}",
  ),
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": named(
    "{repository}:{environment}:{variableName}",
  ),
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": repositorySetting,
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates":
    repositorySetting,
  "github:index/repositoryEnvironment:RepositoryEnvironment": named("{repository}:{environment}"),
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy":
    deploymentPolicy,
  "github:index/repositoryRuleset:RepositoryRuleset": ruleset,
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": repositorySetting,
  "github:index/teamRepository:TeamRepository": named("{teamId}:{repository}"),
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": repositorySetting,
};
