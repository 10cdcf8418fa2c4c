import type { AwsAccountSpec, GitHubRepositorySpec } from "./environment";
import type { AlertSpec } from "./observability";
import type { Tags } from "./tier";

/** What exists once for all environments: the repository's rules, the image registry, the release bucket, who builds, the budget. */
export interface SharedSpec {
  readonly kind: "shared";
  readonly product: string;
  readonly tags: Tags;
  readonly aws: AwsAccountSpec;
  readonly github: GitHubRepositorySpec;
  /** Names of the workloads that ship as images: one repository each. */
  readonly images: readonly string[];
  /** AWS accounts of the permanent environments, which may pull images and read releases. */
  readonly environmentAccounts: readonly string[];
  /** Teams and their permission on the repository (ACC-1). */
  readonly teams: readonly {
    readonly id: number;
    readonly permission: "pull" | "triage" | "push" | "maintain";
  }[];
  /** Protected branches and what a merge into them takes. */
  readonly branches: readonly BranchRuleSpec[];
  /** Patterns of the branches whose jobs build. */
  readonly buildBranches: readonly string[];
  readonly monthlyBudgetUsd: number;
  readonly alerts: Pick<AlertSpec, "emails">;
}

export interface BranchRuleSpec {
  readonly branch: string;
  readonly approvals: number;
  readonly requiredChecks: readonly string[];
  /** GitHub environments that must have been deployed before a merge. */
  readonly requiredDeployments: readonly string[];
}
