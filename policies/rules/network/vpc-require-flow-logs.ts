import { compliant, stackRule, violation } from "../../rule";
import { vpcType } from "./vpcs";

export const vpcRequireFlowLogs = stackRule({
  types: [vpcType],
  check(vpc, _scope, stack) {
    return stack.referring(vpc, "aws:ec2/flowLog:FlowLog", "vpcId").length > 0
      ? compliant
      : violation("has no flow log");
  },
});
