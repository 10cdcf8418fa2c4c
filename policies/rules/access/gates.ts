import { has, numbersAt, recordsIn, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import type { Scope } from "../../rule";

export const gateType = "github:index/repositoryEnvironment:RepositoryEnvironment";
export const environmentSecretType =
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
export const gatePolicyType =
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";

/** Name of the GitHub environment that a resource is about. */
export function environmentNamed({ props }: PolicyResource): string {
  return textAt(props, "environment");
}

/** Whether a deployment passes that GitHub environment; previews of pull requests pass another. */
export function isGate(resource: PolicyResource, { environment }: Scope): boolean {
  return !environment.previewEnvironments.includes(environmentNamed(resource));
}

/** Ids of the teams that may approve. */
export function reviewingTeams({ props }: PolicyResource): readonly number[] {
  return recordsIn(props, "reviewers").flatMap((reviewers) =>
    has(reviewers, "teams") ? numbersAt(reviewers, "teams") : [],
  );
}
