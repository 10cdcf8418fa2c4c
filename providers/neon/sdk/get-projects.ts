import * as pulumi from "@pulumi/pulumi";
import type { InvokeArgs } from "./invoke-args";

export interface GetProjectsArgs {
  /** Organisation whose projects are listed. Default: the provider's, or else the one that its key belongs to. */
  readonly orgId?: string;
}

export interface ProjectResult {
  /** Neon's id. */
  readonly id: string;
  /** Name, which others may have too. */
  readonly name: string;
  /** Organisation that owns it; a personal project has none. */
  readonly orgId?: string;
  /** Region that it is in, for example `aws-eu-central-1`. */
  readonly regionId: string;
  /** Major version of Postgres. */
  readonly pgVersion: number;
}

export interface GetProjectsResult {
  /** Every project of the organisation. */
  readonly results: readonly ProjectResult[];
}

/** Every project of an organisation. */
export function getProjects(
  args: GetProjectsArgs = {},
  opts: pulumi.InvokeOptions = {},
): Promise<GetProjectsResult> {
  return pulumi.runtime.invoke(
    "neon:index:getProjects",
    { ...args },
    opts,
  ) as Promise<GetProjectsResult>;
}

/** Every project of an organisation. */
export function getProjectsOutput(
  args: InvokeArgs<GetProjectsArgs> = {},
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetProjectsResult> {
  return pulumi.runtime.invokeOutput("neon:index:getProjects", { ...args }, opts);
}
