import type * as pulumi from "@pulumi/pulumi";

/** What a cell needs of the network it shares with the environment's other cells. */
export interface CellNetwork {
  readonly vpcId: pulumi.Input<string>;
  readonly publicSubnetIds: readonly pulumi.Input<string>[];
  readonly privateSubnetIds: readonly pulumi.Input<string>[];
  readonly cidr: pulumi.Input<string>;
  /** Public addresses that the network's private side is seen from. */
  readonly natAddresses: pulumi.Input<string[]>;
}
