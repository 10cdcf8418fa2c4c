import type { PolicyResource } from "../../resource";
import type { Scope } from "../../rule";
import { has, numbersAt, recordsIn, textAt } from "../../read";

export const gateType = "github:index/repositoryEnvironment:RepositoryEnvironment";
export const environmentSecretType =
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
/** The superseded type still opens a gate. */
const olderPolicyType =
  "github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy";
export const gatePolicyTypes: readonly string[] = [
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  olderPolicyType,
];

/** Name of the GitHub environment that a resource is about. */
export function environmentNamed({ type, props }: PolicyResource): string {
  return textAt(props, type === olderPolicyType ? "environmentName" : "environment");
}

/** Whether a deployment passes that GitHub environment; previews of pull requests pass another. */
export function isGate(resource: PolicyResource, { environment }: Scope): boolean {
  return !environment.previewEnvironments.includes(environmentNamed(resource));
}

/** Whether its jobs start unasked: staging follows its branch, whose merges were reviewed (PIP-2). */
export function startsUnasked(resource: PolicyResource, scope: Scope): boolean {
  return scope.tier === "staging" && isGate(resource, scope);
}

/** What a policy lets through its gate. */
export function refsOf({ type, props }: PolicyResource): {
  readonly branchPattern: unknown;
  readonly tagPattern: unknown;
} {
  return type === olderPolicyType
    ? { branchPattern: props.name, tagPattern: undefined }
    : { branchPattern: props.branchPattern, tagPattern: props.tagPattern };
}

/** Ids of the teams that may approve. */
export function reviewingTeams({ props }: PolicyResource): readonly number[] {
  return recordsIn(props, "reviewers").flatMap((reviewers) =>
    has(reviewers, "teams") ? numbersAt(reviewers, "teams") : [],
  );
}
