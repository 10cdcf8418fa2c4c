import { optional, textAt } from "../../read";
import type { PolicyResource } from "../../resource";

export const vpcType = "aws:ec2/vpc:Vpc";

/** Whatever gives a VPC its ranges. */
export const vpcRangeTypes: readonly string[] = [
  vpcType,
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
];

/** The range that a VPC, or an addition to one, is made of; `undefined` where AWS picks it. */
export function vpcRange({ props }: PolicyResource): string | undefined {
  return optional(textAt, props, "cidrBlock");
}
