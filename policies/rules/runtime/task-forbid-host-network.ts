import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { taskDefinitionType } from "../release/containers";

export const taskForbidHostNetwork = resourceRule({
  id: "task-forbid-host-network",
  severity: "high",
  title: "Each task has an address and a firewall of its own",
  why: "its host's network has no security group for it",
  source: "RUN-4",
  fix: "Set networkMode to awsvpc.",
  waivable: "outside production",
  also: ["ECS.17"],
  types: [taskDefinitionType],
  check({ props }) {
    const mode = textAt(props, "networkMode");
    return mode === "awsvpc"
      ? compliant
      : violation(`has the network mode ${mode}, in which no security group is its own`);
  },
});
