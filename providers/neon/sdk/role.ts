import * as pulumi from "@pulumi/pulumi";

export interface RoleArgs {
  /** Project that holds the branch. A change replaces the role. */
  readonly projectId: pulumi.Input<string>;
  /** Branch that the role is made in. A change replaces the role. */
  readonly branchId: pulumi.Input<string>;
  /** Name, at most 63 bytes. A change replaces the role. */
  readonly name: pulumi.Input<string>;
}

/**
 * A role that logs in with a password of Neon's making. A role that the branch has already, since it came with the
 * project or from the parent branch, is adopted with a new password, so that no branch shares its parent's.
 *
 * Neon makes every role that comes through its API a member of `neon_superuser`: it may read and write all data and
 * make roles and databases. Only a role made in SQL has fewer rights.
 */
export class Role extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly branchId: pulumi.Output<string>;
  declare public readonly name: pulumi.Output<string>;
  /** Secret. */
  declare public readonly password: pulumi.Output<string>;

  public constructor(name: string, args: RoleArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(
      "neon:index:Role",
      name,
      { ...args, password: undefined },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["password"] }),
    );
  }
}
