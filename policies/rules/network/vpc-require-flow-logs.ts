import { compliant, stackRule, violation } from "../../rule";
import { networkType } from "../../reach/callers";

export const vpcRequireFlowLogs = stackRule({
  id: "vpc-require-flow-logs",
  title: "Every VPC has flow logs",
  why: "after an incident they say who spoke with whom",
  source: "ACC-15",
  fix: "Declare a FlowLog for the VPC.",
  also: "EC2.6, CKV2_AWS_11",
  types: [networkType],
  check(vpc, _scope, stack) {
    return stack.referring(vpc, "aws:ec2/flowLog:FlowLog", "vpcId").length > 0
      ? compliant
      : violation("has no flow log");
  },
});
