import * as pulumi from "@pulumi/pulumi";

export interface VpcEndpointAssignmentArgs {
  /** Project that is restricted. A change replaces the assignment. */
  readonly projectId: pulumi.Input<string>;
  /**
   * Id of the AWS VPC endpoint, for example `vpce-1234567890abcdef0`; the organisation has to have it in the project's
   * region. A change replaces the assignment.
   */
  readonly vpcEndpointId: pulumi.Input<string>;
  /** What Neon's console shows it as. */
  readonly label: pulumi.Input<string>;
}

/**
 * Restricts a project's private connections to a VPC endpoint of its organisation (Scale plan). With none assigned, every
 * VPC endpoint of the organisation may connect. An endpoint that is assigned already is adopted.
 */
export class VpcEndpointAssignment extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly vpcEndpointId: pulumi.Output<string>;
  declare public readonly label: pulumi.Output<string>;

  public constructor(
    name: string,
    args: VpcEndpointAssignmentArgs,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("neon:index:VpcEndpointAssignment", name, { ...args }, opts);
  }
}
