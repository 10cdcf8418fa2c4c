import * as pulumi from "@pulumi/pulumi";
import type { InvokeArgs } from "./invoke-args";

export interface GetConnectionUriArgs {
  /** Project that holds the branch. */
  readonly projectId: string;
  /** Branch to connect to. Default: the project's default branch. */
  readonly branchId?: string;
  /** Compute to connect through. Default: the branch's `read_write` one. */
  readonly endpointId?: string;
  /** Database to connect to. */
  readonly databaseName: string;
  /** Role to connect as, which brings its password. */
  readonly roleName: string;
  /** Whether to go through Neon's connection pooler (transaction mode). Default: false. */
  readonly pooled?: boolean;
}

export interface GetConnectionUriResult {
  /** `postgresql://…` with the role's password: secret. */
  readonly uri: string;
}

/**
 * How to connect to a database as a role, with its password; not in a project that stores no passwords. There is no form
 * of it that answers a plain value, which would not be secret any more.
 */
export function getConnectionUriOutput(
  args: InvokeArgs<GetConnectionUriArgs>,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetConnectionUriResult> {
  return pulumi.runtime.invokeOutput("neon:index:getConnectionUri", { ...args }, opts);
}
