import { containers, taskType } from "../container";
import { serviceType } from "../healthy-tasks";
import { type Invariant, missing } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapAt, textAt } from "../read";

const groupType = "aws:cloudwatch/logGroup:LogGroup";
const functionType = "aws:lambda/function:Function";
const flowLogType = "aws:ec2/flowLog:FlowLog";

/** A log that its writer makes by itself has no key, no end and no owner. */
export const logBeforeWriter: Invariant = {
  name: "log-before-writer",
  types: [groupType, functionType, flowLogType, serviceType, taskType],
  violations: ({ held }) =>
    writers(held)
      .filter(
        ({ user, log }) =>
          !held.having(groupType, { name: log }).some((group) => group.region === user.region),
      )
      .map(({ user, log }) => ({
        what: `the log ${log} in ${user.region} has a writer and was not made for it`,
        user: user.urn,
        needs: missing(groupType, log),
      })),
};

function writers(held: Inventory): readonly { readonly user: Held; readonly log: string }[] {
  return [
    ...held.ofType(functionType).map((user) => ({
      user,
      log:
        textAt(mapAt(user.properties, "loggingConfig"), "logGroup") ||
        `/aws/lambda/${textAt(user.properties, "name")}`,
    })),
    ...held.ofType(flowLogType).map((user) => ({
      user,
      log: textAt(user.properties, "logDestination").replace(/^.*:log-group:/, ""),
    })),
    ...containers(held).map(({ service, container }) => ({
      user: service,
      log: textAt(mapAt(container, "logConfiguration", "options"), "awslogs-group"),
    })),
  ];
}
