import { valueAt } from "../../read";
import { containerRule } from "./container-rule";

export const containerForbidPrivilege = containerRule({
  id: "container-forbid-privilege",
  severity: "critical",
  title: "Containers have no rights of their host",
  why: "whoever breaks in would have them",
  source: "RUN-4",
  fix: "Set privileged to false.",
  waivable: "outside production",
  also: ["ECS.4"],
  objection: (container) =>
    valueAt(container, "privileged") === false ? undefined : "does not set privileged to false in",
});
