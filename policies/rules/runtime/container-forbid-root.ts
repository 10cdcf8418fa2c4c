import { textAt } from "../../read";
import { containerRule } from "./container-rule";

/** `root`, `0`, `root:0`, `0:1000`: the user stands first. */
export const containerForbidRoot = containerRule((container) =>
  /^(?:root|0+)(?::|$)/.test(textAt(container, "user")) ? "runs as root in" : undefined,
);
