import { recordsIn } from "../../read";
import { stackRule, violation, violationOf } from "../../rule";
import { rulesOf } from "./group-rules";
import { vpcType } from "./vpcs";

export const vpcRequireClosedDefaultGroup = stackRule({
  id: "vpc-require-closed-default-group",
  severity: "high",
  title: "A VPC's default security group is empty",
  why: "what names no group of its own gets that one",
  source: "NET-2",
  fix: "Declare a DefaultSecurityGroup without rules for the VPC.",
  waivable: "outside production",
  also: ["EC2.2", "CKV2_AWS_12"],
  types: [vpcType],
  check(vpc, _scope, stack) {
    const [group] = stack.referring(
      vpc,
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      "vpcId",
    );
    if (group === undefined) return violation("leaves its default security group open");
    return violationOf(
      (["ingress", "egress"] as const)
        .filter(
          (direction) =>
            recordsIn(group.props, direction).length > 0 ||
            rulesOf(group, direction, stack).length > 0,
        )
        .map((direction) => `has ${direction} rules in its default security group`),
    );
  },
});
