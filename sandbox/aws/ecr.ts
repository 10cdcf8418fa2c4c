import type { ResourceModel, ResourceModels } from "../model";
import { arn, nameOf } from "./arn";

const repository: ResourceModel = (request) => {
  const name = nameOf(request);
  const registry = `${request.accountId}.dkr.ecr.${request.region}.amazonaws.com`;
  return {
    id: name,
    outputs: {
      name,
      arn: arn(request, "ecr", `repository/${name}`),
      registryId: request.accountId,
      repositoryUrl: `${registry}/${name}`,
    },
  };
};

/** What hangs on one repository is known by that repository's name. */
const ofRepository: ResourceModel = (request) => ({
  id: nameOf(request, "repository"),
  outputs: { registryId: request.accountId },
});

/** A registry has one scanning and one replication configuration, known by the account. */
const ofRegistry: ResourceModel = (request) => ({
  id: request.accountId,
  outputs: { registryId: request.accountId },
});

export const resourceModels: ResourceModels = {
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": ofRepository,
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": ofRegistry,
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": ofRegistry,
  "aws:ecr/repository:Repository": repository,
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ofRepository,
};
