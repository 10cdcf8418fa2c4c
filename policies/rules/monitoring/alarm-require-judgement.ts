import { resourceRule, violationOf } from "../../rule";
import { alarmOf, metricAlarmType } from "../../series/alarm";
import { misjudged } from "../../series/judgement";

export const alarmRequireJudgement = resourceRule({
  id: "alarm-require-judgement",
  title:
    "An alarm goes off when what it watches goes wrong, and keeps quiet while all is well or nobody comes",
  why: "one that never goes off is none, and one that always does is not heard any more",
  source: "OBS-12",
  fix: "Declare an expression over one target group, a threshold and treatMissingData that tell the one from the other.",
  waivable: "everywhere",
  types: [metricAlarmType],
  check: (alarm) => violationOf(misjudged(alarmOf(alarm))),
});
