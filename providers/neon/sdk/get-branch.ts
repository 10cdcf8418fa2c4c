import * as pulumi from "@pulumi/pulumi";
import type { InvokeArgs } from "./invoke-args";

export interface GetBranchArgs {
  /** Project that holds the branch. */
  readonly projectId: string;
  /** Neon's id of the branch; not with `name`. Default: the branch `name`, or else the project's default branch. */
  readonly branchId?: string;
  /** Name of the branch; not with `branchId`. Default: the branch `branchId`, or else the project's default branch. */
  readonly name?: string;
}

export interface GetBranchResult {
  /** Neon's id. */
  readonly id: string;
  /** Project that holds it. */
  readonly projectId: string;
  /** Name, unique in the project. */
  readonly name: string;
  /** Branch that it started from; a root branch has none. */
  readonly parentId?: string;
  /** `parent-data` or `schema-only`. */
  readonly initSource: string;
  /** Whether it is the project's default branch. */
  readonly default: boolean;
  /** Whether Neon refuses to delete or reset it. */
  readonly protected: boolean;
  /** RFC 3339 time at which Neon removes it. */
  readonly expiresAt?: string;
}

/** A branch by its id or its name, or a project's default branch. */
export function getBranch(
  args: GetBranchArgs,
  opts: pulumi.InvokeOptions = {},
): Promise<GetBranchResult> {
  return pulumi.runtime.invoke(
    "neon:index:getBranch",
    { ...args },
    opts,
  ) as Promise<GetBranchResult>;
}

/** A branch by its id or its name, or a project's default branch. */
export function getBranchOutput(
  args: InvokeArgs<GetBranchArgs>,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetBranchResult> {
  return pulumi.runtime.invokeOutput("neon:index:getBranch", { ...args }, opts);
}
