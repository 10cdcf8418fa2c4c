import { textAt } from "../../read";
import { containerRule } from "./container-rule";

/** `root`, `0`, `root:0`, `0:1000`: the user stands first. */
export const containerForbidRoot = containerRule({
  id: "container-forbid-root",
  severity: "high",
  title: "Containers run as a user without rights",
  why: "whoever breaks in would be root",
  source: "RUN-4",
  fix: "Set user to a number other than 0.",
  waivable: "outside production",
  also: ["ECS.20"],
  objection: (container) =>
    /^(?:root|0+)(?::|$)/.test(textAt(container, "user")) ? "runs as root in" : undefined,
});
