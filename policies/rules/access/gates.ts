import type { PolicyResource } from "../../resource";
import type { Scope } from "../../rule";
import { has, numbersAt, recordsIn, textAt } from "../../read";

export const gateType = "github:index/repositoryEnvironment:RepositoryEnvironment";
export const gatePolicyType =
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";

/** Whether a deployment passes that GitHub environment; previews of pull requests pass another. */
export function isGate({ props }: PolicyResource, { environment }: Scope): boolean {
  return !environment.previewEnvironments.includes(textAt(props, "environment"));
}

/** Ids of the teams that may approve. */
export function reviewingTeams({ props }: PolicyResource): readonly number[] {
  return recordsIn(props, "reviewers").flatMap((reviewers) =>
    has(reviewers, "teams") ? numbersAt(reviewers, "teams") : [],
  );
}
