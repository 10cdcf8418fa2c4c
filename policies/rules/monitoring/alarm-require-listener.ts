import { compliant, stackRule, violation } from "../../rule";
import { metricAlarmType } from "../../series/alarm";
import { loudestOf, loudnessOf } from "../../series/listeners";

const eventRuleType = "aws:cloudwatch/eventRule:EventRule";

export const alarmRequireListener = stackRule({
  id: "alarm-require-listener",
  title:
    "Every alarm and every event that is waited for tells somebody: a subscriber of its topic, or Slack's channel",
  why: "one that nobody hears is none",
  source: "OBS-12",
  fix: "Set alarmActions, or an EventTarget, to a topic of the stack that has a subscriber or that Slack's channel reads.",
  also: "CKV_AWS_319, CloudWatch.15",
  types: [metricAlarmType, eventRuleType],
  check(alarm, _scope, stack) {
    const loudness =
      alarm.type === eventRuleType ? loudestOf(alarm, stack) : loudnessOf(alarm, stack);
    if (loudness !== "unheard") return compliant;
    if (alarm.props.actionsEnabled === false) return violation("has its actions switched off");
    return violation("tells no topic that anybody reads");
  },
});
