import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { metricAlarmType } from "../release/alarms";

const decided = ["breaching", "notBreaching", "ignore"];

export const alarmRequireMissingData = resourceRule({
  types: [metricAlarmType],
  check({ props }) {
    const treatment = textAt(props, "treatMissingData");
    return decided.includes(treatment)
      ? compliant
      : violation(`takes missing data for ${treatment}, which says nothing about the service`);
  },
});
