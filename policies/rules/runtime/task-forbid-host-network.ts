import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { taskDefinitionType } from "../release/containers";

export const taskForbidHostNetwork = resourceRule({
  types: [taskDefinitionType],
  check({ props }) {
    const mode = textAt(props, "networkMode");
    return mode === "awsvpc"
      ? compliant
      : violation(`has the network mode ${mode}, in which no security group is its own`);
  },
});
