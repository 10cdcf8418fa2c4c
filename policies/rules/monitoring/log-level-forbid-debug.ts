import { isText } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { guardedTiers } from "../release/ecs";
import { variableTypes, variablesOf } from "./variables";

const levelName = /(?:^|_)LOG(?:GING)?_?LEVEL$/i;
const quiet = ["info", "notice", "warn", "warning", "error", "fatal", "critical", "silent"];

export const logLevelForbidDebug = resourceRule({
  id: "log-level-forbid-debug",
  title: "Staging and production don't log what helps debugging",
  why: "it is what customers typed",
  source: "OBS-25",
  fix: "Set the variable to info or warn.",
  waivable: "everywhere",
  types: variableTypes,
  tiers: guardedTiers,
  check(resource) {
    const levels = variablesOf(resource).filter(([name]) => levelName.test(name));
    if (levels.length === 0) return notApplicable;
    return violationOf(
      levels
        .filter(([, level]) => !isText(level) || !quiet.includes(level.toLowerCase()))
        .map(([name, level]) => `logs at ${isText(level) ? `"${level}"` : "no level"} (${name})`),
    );
  },
});
