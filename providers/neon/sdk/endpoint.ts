import * as pulumi from "@pulumi/pulumi";

export interface EndpointArgs {
  /** Project that holds the branch. A change replaces the compute. */
  readonly projectId: pulumi.Input<string>;
  /** Branch that it serves. A change replaces the compute. */
  readonly branchId: pulumi.Input<string>;
  /** A branch has one `read_write` compute and any number of `read_only` ones. A change replaces the compute. */
  readonly type: pulumi.Input<"read_write" | "read_only">;
  /** Compute units it never goes below, 0.25 and up. Default: the project's. */
  readonly autoscalingLimitMinCu?: pulumi.Input<number>;
  /** Compute units it never exceeds; more than 8 above the minimum is refused. Default: the project's. */
  readonly autoscalingLimitMaxCu?: pulumi.Input<number>;
  /** Seconds without queries until it sleeps, 60 to 604 800; -1 never. Default: the project's. */
  readonly suspendTimeoutSeconds?: pulumi.Input<number>;
}

/** A compute: the Postgres server of a branch. */
export class Endpoint extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly branchId: pulumi.Output<string>;
  /** Host for direct connections. */
  declare public readonly host: pulumi.Output<string>;
  /** Host through Neon's connection pooler (transaction mode). */
  declare public readonly poolerHost: pulumi.Output<string>;

  public constructor(name: string, args: EndpointArgs, opts: pulumi.CustomResourceOptions = {}) {
    const outputs = { host: undefined, poolerHost: undefined };
    super("neon:index:Endpoint", name, { ...args, ...outputs }, opts);
  }
}
