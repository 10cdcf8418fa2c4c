import { isText, valueAt } from "../../read";
import { containerRule } from "./container-rule";

export const containerRequireLogging = containerRule((container) => {
  const driver = valueAt(container, "logConfiguration.logDriver");
  return isText(driver) && driver !== "none" ? undefined : "keeps no log of";
});
