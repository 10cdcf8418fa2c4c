import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { taskDefinitionType } from "../release/containers";

/** Who starts a task reads its secrets and images, which is nothing for the program inside. */
export const taskRequireOwnRole = resourceRule({
  types: [taskDefinitionType],
  check({ props }) {
    return textAt(props, "taskRoleArn") === textAt(props, "executionRoleArn")
      ? violation("runs in the role that starts it")
      : compliant;
  },
});
