import { numberAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { inWords } from "../../wording";
import { metricAlarmType } from "../release/alarms";
import { guardedTiers } from "../release/ecs";
import { metricsOf } from "./service-alarms";

const longestMinutes = 5;
const longestSeconds = longestMinutes * 60;

export const lagAlarmRequireLimit = resourceRule({
  id: "lag-alarm-require-limit",
  severity: "high",
  title: `An alarm goes off when events are ${inWords(longestMinutes)} minutes behind`,
  why: `projections are at most ${inWords(longestMinutes)} minutes old`,
  source: "OBS-6",
  fix: `Set threshold to ${String(longestSeconds)}.`,
  waivable: "outside production",
  types: [metricAlarmType],
  tiers: guardedTiers,
  check(alarm) {
    if (!metricsOf(alarm).some(({ name }) => /lag$/i.test(name))) return notApplicable;
    const seconds = numberAt(alarm.props, "threshold");
    return seconds <= longestSeconds
      ? compliant
      : violation(
          `waits until events are ${String(seconds)} seconds behind; at most ${String(longestSeconds)} are allowed`,
          `Set threshold to ${String(longestSeconds)}.`,
        );
  },
});
