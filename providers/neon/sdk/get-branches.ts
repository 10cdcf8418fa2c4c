import * as pulumi from "@pulumi/pulumi";
import type { GetBranchResult } from "./get-branch";
import type { InvokeArgs } from "./invoke-args";

export interface GetBranchesArgs {
  /** Project whose branches are listed. */
  readonly projectId: string;
}

export interface GetBranchesResult {
  /** Every branch of the project. */
  readonly results: readonly GetBranchResult[];
}

/** Every branch of a project. */
export function getBranches(
  args: GetBranchesArgs,
  opts: pulumi.InvokeOptions = {},
): Promise<GetBranchesResult> {
  return pulumi.runtime.invoke(
    "neon:index:getBranches",
    { ...args },
    opts,
  ) as Promise<GetBranchesResult>;
}

/** Every branch of a project. */
export function getBranchesOutput(
  args: InvokeArgs<GetBranchesArgs>,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetBranchesResult> {
  return pulumi.runtime.invokeOutput("neon:index:getBranches", { ...args }, opts);
}
