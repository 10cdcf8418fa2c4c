import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { taskDefinitionType } from "../release/containers";

export const taskRequireOwnRole = resourceRule({
  id: "task-require-own-role",
  severity: "high",
  title: "What runs in a task has another role than what starts it",
  why: "who starts it reads its secrets and images",
  source: "PRC-27",
  fix: "Give taskRoleArn a role of its own.",
  waivable: "outside production",
  also: ["CKV_AWS_249"],
  types: [taskDefinitionType],
  check({ props }) {
    return textAt(props, "taskRoleArn") === textAt(props, "executionRoleArn")
      ? violation("runs in the role that starts it")
      : compliant;
  },
});
