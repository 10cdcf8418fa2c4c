import { valueAt } from "../../read";
import { containerRule } from "./container-rule";

export const containerForbidPrivilege = containerRule((container) =>
  valueAt(container, "privileged") === false ? undefined : "does not set privileged to false in",
);
