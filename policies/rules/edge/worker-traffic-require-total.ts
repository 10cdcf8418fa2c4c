import { numberAt, recordsAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { workersDeploymentType } from "./workers";

export const workerTrafficRequireTotal = resourceRule({
  types: [workersDeploymentType],
  check({ props }) {
    const versions = recordsAt(props, "versions");
    const total = versions.reduce((sum, version) => sum + numberAt(version, "percentage"), 0);
    return violationOf([
      ...(versions.length > 2
        ? [`serves ${String(versions.length)} versions, not one or two`]
        : []),
      ...(total === 100 ? [] : [`gives out ${String(total)} % of the traffic, not 100`]),
    ]);
  },
});
