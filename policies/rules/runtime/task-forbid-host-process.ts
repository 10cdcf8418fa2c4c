import { has, textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { taskDefinitionType } from "../release/containers";

/** Who sees the host's processes sees its other tasks. Unless told otherwise each container sees its own. */
export const taskForbidHostProcess = resourceRule({
  id: "task-forbid-host-process",
  severity: "critical",
  title: "Tasks don't see their host's processes",
  why: "other tasks' secrets stand in them",
  source: "RUN-4",
  fix: "Leave pidMode and ipcMode out.",
  waivable: "outside production",
  also: ["ECS.3", "CKV_AWS_335"],
  types: [taskDefinitionType],
  check({ props }) {
    const shared = ["pidMode", "ipcMode"].filter(
      (path) => has(props, path) && textAt(props, path) === "host",
    );
    return shared.length === 0 ? compliant : violation(`shares the host's ${shared.join(" and ")}`);
  },
});
