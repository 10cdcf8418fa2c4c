import type * as pulumi from "@pulumi/pulumi";
import type { CapacitySpec, CellSpec } from "../../blueprint/container-service";
import type { CellName } from "../../blueprint/tier";

/** What a service needs to know of the cell it runs in; a `Cell` has it all. */
export interface CellOutputs {
  readonly name: CellName;
  readonly role: CellSpec["role"];
  readonly capacity: readonly CapacitySpec[];
  readonly clusterArn: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  readonly listenerArn: pulumi.Input<string>;
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  readonly loadBalancerSecurityGroupId: pulumi.Input<string>;
  readonly vpcId: pulumi.Input<string>;
  readonly privateSubnetIds: readonly pulumi.Input<string>[];
  /** Role by which ECS pulls the image, reads the secrets and writes the log. */
  readonly executionRoleArn: pulumi.Input<string>;
  /** Role by which ECS swings the listener rules. */
  readonly infrastructureRoleArn: pulumi.Input<string>;
  /** Role by which ECS calls the deployment hook, and the function that it calls. */
  readonly hookRoleArn: pulumi.Input<string>;
  readonly hookFunctionArn: pulumi.Input<string>;
}
