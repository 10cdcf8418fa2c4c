import { has, textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { taskDefinitionType } from "../release/containers";

/** Who sees the host's processes sees its other tasks. Unless told otherwise each container sees its own. */
export const taskForbidHostProcess = resourceRule({
  types: [taskDefinitionType],
  check({ props }) {
    const shared = ["pidMode", "ipcMode"].filter(
      (path) => has(props, path) && textAt(props, path) === "host",
    );
    return shared.length === 0 ? compliant : violation(`shares the host's ${shared.join(" and ")}`);
  },
});
