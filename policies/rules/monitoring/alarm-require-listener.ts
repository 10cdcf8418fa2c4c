import { compliant, stackRule, violation } from "../../rule";
import { metricAlarmType } from "../../series/alarm";
import { loudnessOf } from "../../series/listeners";

export const alarmRequireListener = stackRule({
  id: "alarm-require-listener",
  severity: "high",
  title: "Every alarm tells somebody: a subscriber of its topic, or Slack's channel",
  why: "one that nobody hears is none",
  source: "OBS-12",
  fix: "Set alarmActions to a topic of the stack that has a subscriber or that Slack's channel reads.",
  waivable: "outside production",
  also: ["CKV_AWS_319", "CloudWatch.15"],
  types: [metricAlarmType],
  check(alarm, _scope, stack) {
    if (loudnessOf(alarm, stack) !== "unheard") return compliant;
    if (alarm.props.actionsEnabled === false) return violation("has its actions switched off");
    return violation("tells no topic that anybody reads");
  },
});
