import * as pulumi from "@pulumi/pulumi";

export interface DatabaseArgs {
  /** Project that holds the branch. A change replaces the database. */
  readonly projectId: pulumi.Input<string>;
  /** Branch that the database is made in. A change replaces the database. */
  readonly branchId: pulumi.Input<string>;
  /** Name, at most 63 bytes. A change renames it; the resource's id keeps the name that it was made with. */
  readonly name: pulumi.Input<string>;
  /** Name of the role that owns it. */
  readonly ownerName: pulumi.Input<string>;
}

/**
 * A Postgres database. One that the branch has already, since it came with the project or from the parent branch, is
 * adopted.
 */
export class Database extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly branchId: pulumi.Output<string>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly ownerName: pulumi.Output<string>;

  public constructor(name: string, args: DatabaseArgs, opts: pulumi.CustomResourceOptions = {}) {
    super("neon:index:Database", name, { ...args }, opts);
  }
}
