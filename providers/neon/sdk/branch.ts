import * as pulumi from "@pulumi/pulumi";

export interface BranchArgs {
  /** Project that holds the branch. A change replaces it. */
  readonly projectId: pulumi.Input<string>;
  /** Name, 1 to 256 characters, unique in the project. */
  readonly name: pulumi.Input<string>;
  /** Branch that it starts from. A change replaces it. Default: the project's default branch. */
  readonly parentId?: pulumi.Input<string>;
  /**
   * RFC 3339 time in the parent's history at which it starts; not with `parentLsn`. A change replaces it; adding it to
   * a branch that is there does nothing. Default: the present.
   */
  readonly parentTimestamp?: pulumi.Input<string>;
  /**
   * Place in the parent's write-ahead log at which it starts, for example `0/1DE2850`; not with `parentTimestamp`. A
   * change replaces it; adding it to a branch that is there does nothing. Default: the present.
   */
  readonly parentLsn?: pulumi.Input<string>;
  /**
   * `parent-data` starts with the parent's schema and data; `schema-only` makes a root branch with the schema alone
   * (beta; counts against the plan's root branches). A change replaces the branch. Default: `parent-data`.
   */
  readonly initSource?: pulumi.Input<"parent-data" | "schema-only">;
  /**
   * Whether Neon refuses to delete or reset the branch; 2 branches of a project on the Launch plan, 5 on the Scale
   * plan, none on the Free plan. Default: false.
   */
  readonly protected?: pulumi.Input<boolean>;
  /**
   * RFC 3339 time to the second, at most 30 days ahead, at which Neon removes the branch with its computes; not of one
   * that is protected or the default, or has children. Default: never.
   */
  readonly expiresAt?: pulumi.Input<string>;
}

/**
 * A copy-on-write copy of another branch. It has that one's databases and roles, but no compute until an Endpoint is
 * made. Point-in-time restore and snapshots work on root branches only.
 */
export class Branch extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly expiresAt: pulumi.Output<string | undefined>;

  public constructor(name: string, args: BranchArgs, opts: pulumi.CustomResourceOptions = {}) {
    super("neon:index:Branch", name, { ...args }, opts);
  }
}
