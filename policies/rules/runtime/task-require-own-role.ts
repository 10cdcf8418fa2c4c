import { textAt } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { roleType, waysInto } from "../../who-can/ways-in";
import { taskDefinitionType } from "../release/containers";

const roles = { taskRoleArn: "task", executionRoleArn: "execution" };

/** A role that a task runs in and another one starts with counts as the first. */
export const taskRequireOwnRole = stackRule({
  id: "task-require-own-role",
  title:
    "What runs in a task has a role that nobody else takes, and another one than what starts it",
  why: "who starts it reads its secrets and images, and a deployment's role may anything",
  source: "PRC-27",
  fix: "Give taskRoleArn and executionRoleArn a role each, which ecs-tasks.amazonaws.com alone may take.",
  also: "CKV_AWS_249",
  types: [taskDefinitionType],
  check({ props }, { environment }, stack) {
    return violationOf(
      Object.entries(roles).flatMap(([property, purpose]) => {
        const name = textAt(props, property).replace(/^.*\//, "");
        const [role] = stack.holding(roleType, "name", name);
        if (role === undefined) return [`has "${name}" as ${property}, which its stack lacks`];
        const ways = waysInto(role, environment, stack).filter((way) => way !== purpose);
        return ways.length === 0
          ? []
          : [`has "${name}" as ${property}, which is for ${listed(ways, "and")}`];
      }),
    );
  },
});
