import { isText, valueAt } from "../../read";
import { containerRule } from "./container-rule";

export const containerRequireLogging = containerRule({
  id: "container-require-logging",
  severity: "high",
  title: "Containers keep a log",
  why: "after an incident it says what happened",
  source: "OBS-23",
  fix: "Set logConfiguration.logDriver.",
  waivable: "outside production",
  also: ["ECS.9"],
  objection: (container) => {
    const driver = valueAt(container, "logConfiguration.logDriver");
    return isText(driver) && driver !== "none" ? undefined : "keeps no log of";
  },
});
