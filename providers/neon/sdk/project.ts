import * as pulumi from "@pulumi/pulumi";

export interface ProjectArgs {
  /** Display name, 1 to 256 characters. */
  readonly name: pulumi.Input<string>;
  /**
   * Organisation that owns the project. A change replaces it. Default: the provider's, or else the one that its key
   * belongs to; a person's key belongs to none.
   */
  readonly orgId?: pulumi.Input<string>;
  /** Region of the data and the computes, for example `aws-eu-central-1`. A change replaces the project. */
  readonly regionId: pulumi.Input<string>;
  /** Major version of Postgres, 14 to 18. A change replaces the project. Default: Neon's, 17 as of this version. */
  readonly pgVersion?: pulumi.Input<number>;
  /**
   * Seconds of history for point-in-time restore, 0 to 2 592 000 (30 days). The Free plan keeps 21 600 (6 hours) at
   * most, the Launch plan 604 800 (7 days), the Scale plan 30 days. Default: 86 400, on the Free plan 21 600.
   */
  readonly historyRetentionSeconds?: pulumi.Input<number>;
  /** Size and sleep of every compute that states none of its own. Default: Neon's. */
  readonly defaultEndpointSettings?: pulumi.Input<DefaultEndpointSettings>;
  /** The branch that a project is made with. Default: a branch `main`, not protected. */
  readonly defaultBranch?: pulumi.Input<DefaultBranch>;
  /** Network, quota and replication. Default: open to every address, no quota, no replication. */
  readonly settings?: pulumi.Input<ProjectSettings>;
}

export interface DefaultEndpointSettings {
  /** Compute units it never goes below, 0.25 and up; 1 unit has about 4 GB of memory. Default: 0.25. */
  readonly autoscalingLimitMinCu?: pulumi.Input<number>;
  /**
   * Compute units it never exceeds, at most 8 above the minimum; over 16, the two are equal. At most 2 on the Free
   * plan, 16 on the Launch plan, 56 on the Scale plan. Default: 0.25.
   */
  readonly autoscalingLimitMaxCu?: pulumi.Input<number>;
  /**
   * Seconds without queries until it sleeps, 60 to 604 800; -1 never, 0 is Neon's default of 300. On the Free plan 300
   * alone, on the Launch plan also -1, on the Scale plan any; over 16 units a compute never sleeps. Default: 0.
   */
  readonly suspendTimeoutSeconds?: pulumi.Input<number>;
}

export interface DefaultBranch {
  /** Name of the branch. Default: `main`. */
  readonly name?: pulumi.Input<string>;
  /**
   * Whether Neon refuses to delete or reset the branch, gives its children new passwords, and can hold the IP list
   * against it alone; 2 branches of a project on the Launch plan, 5 on the Scale plan, none on the Free plan. Default:
   * false.
   */
  readonly protected?: pulumi.Input<boolean>;
  /**
   * Database that is made with the branch. A change replaces the project; adding it to one that is there does nothing.
   * Default: `neondb`.
   */
  readonly databaseName?: pulumi.Input<string>;
  /**
   * Role that is made with the branch and owns that database. A change replaces the project; adding it to one that is
   * there does nothing. Default: `<database>_owner`.
   */
  readonly roleName?: pulumi.Input<string>;
}

export interface ProjectSettings {
  /** Who may connect; on the Scale plan only. Default: every address. */
  readonly allowedIps?: pulumi.Input<AllowedIps>;
  /** What the project may use in a billing period. Default: unlimited. */
  readonly quota?: pulumi.Input<Quota>;
  /** Sets wal_level=logical, restarts every compute, and can't be turned off again. Default: false. */
  readonly enableLogicalReplication?: pulumi.Input<boolean>;
}

export interface AllowedIps {
  /** IPv4 and IPv6 addresses, CIDR ranges, and ranges `first-last`; empty allows every address. */
  readonly ips: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Whether the list holds for protected branches only. Default: false. */
  readonly protectedBranchesOnly?: pulumi.Input<boolean>;
}

/** A project over a time quota has its computes suspended until the period ends; a branch over size can't be written. */
export interface Quota {
  /** Seconds of wall-clock time that computes may be active; 0 is unlimited. Default: 0. */
  readonly activeTimeSeconds?: pulumi.Input<number>;
  /** CPU seconds that computes may use; 0 is unlimited. Default: 0. */
  readonly computeTimeSeconds?: pulumi.Input<number>;
  /** Bytes that each branch may hold; does not reset with the period; 0 is unlimited. Default: 0. */
  readonly logicalSizeBytes?: pulumi.Input<number>;
}

/** A Postgres cluster with its default branch and that branch's read-write compute. Deleted ones are recoverable for 7 days. */
export class Project extends pulumi.CustomResource {
  declare public readonly name: pulumi.Output<string>;
  declare public readonly regionId: pulumi.Output<string>;
  /** Id of the default branch, for example `br-quiet-river-12345678`. */
  declare public readonly defaultBranchId: pulumi.Output<string>;
  /** Id of the default branch's read-write compute. */
  declare public readonly defaultEndpointId: pulumi.Output<string>;
  /** Host of that compute for direct connections. */
  declare public readonly host: pulumi.Output<string>;
  /** Host of that compute through Neon's connection pooler (transaction mode). */
  declare public readonly poolerHost: pulumi.Output<string>;

  public constructor(name: string, args: ProjectArgs, opts: pulumi.CustomResourceOptions = {}) {
    const outputs = {
      defaultBranchId: undefined,
      defaultEndpointId: undefined,
      host: undefined,
      poolerHost: undefined,
    };
    super("neon:index:Project", name, { ...args, ...outputs }, opts);
  }
}
