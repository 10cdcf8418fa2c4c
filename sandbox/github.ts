import type { ModelRequest, ResourceModel, ResourceModels } from "./model";

/** An id made of inputs, as the GitHub provider composes most of its ids, with `:` between the parts. */
function idOf(...keys: readonly string[]): ResourceModel {
  return (request) => ({ id: keys.map((key) => text(request, key)).join(":") });
}

const ruleset: ResourceModel = (request) => ({
  id: String(numberOf(request)),
  outputs: { rulesetId: numberOf(request), nodeId: `RRS_${request.hex(20)}`, etag: etag(request) },
});

const deploymentPolicy: ResourceModel = (request) => ({
  id: `${text(request, "repository")}:${text(request, "environment")}:${String(numberOf(request))}`,
  outputs: { policyId: numberOf(request) },
});

const environmentSecret: ResourceModel = (request) => ({
  ...idOf("repository", "environment", "secretName")(request),
  outputs: {
    keyId: request.hex(20),
    createdAt: moment,
    updatedAt: moment,
    remoteUpdatedAt: moment,
  },
});

const environmentVariable: ResourceModel = (request) => ({
  ...idOf("repository", "environment", "variableName")(request),
  outputs: { createdAt: moment, updatedAt: moment },
});

/** Named by the repository's number, which GitHub keeps through a rename. */
const vulnerabilityAlerts: ResourceModel = (request) => ({
  id: String(numberOf(request)),
  outputs: { repositoryId: numberOf(request) },
});

const teamRepository: ResourceModel = (request) => ({
  ...idOf("teamId", "repository")(request),
  outputs: { etag: etag(request) },
});

export const resourceModels: ResourceModels = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": environmentSecret,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": environmentVariable,
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": idOf("repository"),
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates":
    idOf("repository"),
  "github:index/repositoryEnvironment:RepositoryEnvironment": idOf("repository", "environment"),
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy":
    deploymentPolicy,
  "github:index/repositoryRuleset:RepositoryRuleset": ruleset,
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": vulnerabilityAlerts,
  "github:index/teamRepository:TeamRepository": teamRepository,
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": idOf("repository"),
};

/** A fixed time, so that two previews of one program are the same bytes. */
const moment = "2026-01-01T00:00:00Z";

function text(request: ModelRequest, key: string): string {
  const value = request.inputs[key];
  return typeof value === "string" ? value : "";
}

function numberOf(request: ModelRequest): number {
  return Number.parseInt(request.hex(6), 16);
}

function etag(request: ModelRequest): string {
  return `W/"${request.hex(64)}"`;
}
