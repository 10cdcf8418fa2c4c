import * as pulumi from "@pulumi/pulumi";

export interface ProjectPermissionArgs {
  /** Project that is shared. A change replaces the permission. */
  readonly projectId: pulumi.Input<string>;
  /** Address of the Neon account that gets access, 1 to 256 characters. A change replaces the permission. */
  readonly email: pulumi.Input<string>;
}

/** Access of a Neon account to one project, which it may read and change but not delete. */
export class ProjectPermission extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly email: pulumi.Output<string>;

  public constructor(
    name: string,
    args: ProjectPermissionArgs,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("neon:index:ProjectPermission", name, { ...args }, opts);
  }
}
