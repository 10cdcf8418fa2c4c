import * as pulumi from "@pulumi/pulumi";

export interface EndpointArgs {
  /** Project that holds the branch. A change replaces the compute. */
  readonly projectId: pulumi.Input<string>;
  /** Branch that it serves. A change replaces the compute. */
  readonly branchId: pulumi.Input<string>;
  /** A branch has one `read_write` compute and any number of `read_only` ones. A change replaces the compute. */
  readonly type: pulumi.Input<"read_write" | "read_only">;
  /** Compute units it never goes below, 0.25 and up; 1 unit has about 4 GB of memory. Default: the project's. */
  readonly autoscalingLimitMinCu?: pulumi.Input<number>;
  /**
   * Compute units it never exceeds, at most 8 above the minimum; over 16, the two are equal. At most 2 on the Free
   * plan, 16 on the Launch plan, 56 on the Scale plan. Default: the project's.
   */
  readonly autoscalingLimitMaxCu?: pulumi.Input<number>;
  /**
   * Seconds without queries until it sleeps, 60 to 604 800; -1 never, 0 is Neon's default of 300. On the Free plan 300
   * alone, on the Launch plan also -1, on the Scale plan any; over 16 units a compute never sleeps. Default: the
   * project's.
   */
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
