import { isText, textsAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { metricAlarmType } from "../release/alarms";
import { type Metric, metricsOf } from "./service-alarms";

const topicType = "aws:sns/topic:Topic";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

/** What customers notice: failures, what no longer answers, and the slowest of the answers. */
function isCritical({ name, statistic }: Metric): boolean {
  return (
    /5XX_Count$|^UnHealthyHostCount$/.test(name) ||
    (name === "TargetResponseTime" && statistic === "p99")
  );
}

/** Whoever is on call subscribes to a topic; Slack's channel reads the others. */
export const alarmRequirePager = stackRule({
  id: "alarm-require-pager",
  severity: "high",
  title: "What customers notice in production wakes somebody",
  why: "critical alarms go to whoever is on call",
  source: "OBS-8",
  fix: "Add the topic that has subscribers to alarmActions.",
  waivable: "outside production",
  types: [metricAlarmType],
  tiers: ["production"],
  check(alarm, _scope, stack) {
    if (!metricsOf(alarm).some(isCritical)) return notApplicable;
    textsAt(alarm.props, "alarmActions");
    return stack.targets(alarm, "alarmActions").some((topic) => isHeard(topic, stack))
      ? compliant
      : violation("wakes nobody: no topic that it tells has a subscriber");
  },
});

function isHeard(topic: PolicyResource, stack: StackIndex): boolean {
  return (
    topic.type === topicType &&
    stack
      .referring(topic, subscriptionType, "topic")
      .some(({ props }) => isText(props.endpoint) && isText(props.protocol))
  );
}
