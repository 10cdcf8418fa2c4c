import * as pulumi from "@pulumi/pulumi";
import type { InvokeArgs } from "./invoke-args";

export interface GetEndpointsArgs {
  /** Project whose computes are listed. */
  readonly projectId: string;
  /** The one branch whose computes are listed. Default: every branch. */
  readonly branchId?: string;
}

export interface EndpointResult {
  /** Neon's id. */
  readonly id: string;
  /** Project that holds it. */
  readonly projectId: string;
  /** Branch that it serves. */
  readonly branchId: string;
  /** `read_write` or `read_only`. */
  readonly type: string;
  /** Host for direct connections. */
  readonly host: string;
  /** Host through Neon's connection pooler (transaction mode). */
  readonly poolerHost: string;
}

export interface GetEndpointsResult {
  /** Every compute of the project or branch. */
  readonly results: readonly EndpointResult[];
}

/** Every compute of a project, or of one of its branches. */
export function getEndpoints(
  args: GetEndpointsArgs,
  opts: pulumi.InvokeOptions = {},
): Promise<GetEndpointsResult> {
  return pulumi.runtime.invoke(
    "neon:index:getEndpoints",
    { ...args },
    opts,
  ) as Promise<GetEndpointsResult>;
}

/** Every compute of a project, or of one of its branches. */
export function getEndpointsOutput(
  args: InvokeArgs<GetEndpointsArgs>,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetEndpointsResult> {
  return pulumi.runtime.invokeOutput("neon:index:getEndpoints", { ...args }, opts);
}
