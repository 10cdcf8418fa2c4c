import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { listed } from "../../wording";
import { metricAlarmType } from "../release/alarms";

const decided = ["breaching", "notBreaching", "ignore"];

export const alarmRequireMissingData = resourceRule({
  id: "alarm-require-missing-data",
  severity: "medium",
  title: "Every alarm says what missing data means",
  why: "silence is an outage or a quiet night",
  source: "OBS-12",
  fix: `Set treatMissingData to ${listed(decided, "or")}.`,
  waivable: "everywhere",
  types: [metricAlarmType],
  check({ props }) {
    const treatment = textAt(props, "treatMissingData");
    return decided.includes(treatment)
      ? compliant
      : violation(`takes missing data for ${treatment}, which says nothing about the service`);
  },
});
