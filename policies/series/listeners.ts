import { isText, textsAt, valueAt } from "../read";
import type { PolicyResource } from "../resource";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";

const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const topicType = "aws:sns/topic:Topic";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const slackType = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";

/** Protocols by which a person, or what wakes one, hears of a message at once. */
const waking = ["email", "email-json", "https", "sms"];

/** How loud an alarm is: nobody hears of it, a channel shows it, or somebody is woken. */
type Loudness = "unheard" | "shown" | "waking";

/** @throws where it can't be read whom the alarm tells. */
export function loudnessOf(alarm: PolicyResource, stack: StackIndex): Loudness {
  if (valueAt(alarm.props, "actionsEnabled") === false) return "unheard";
  textsAt(alarm.props, "alarmActions");
  return loudest(stack.targets(alarm, "alarmActions"), stack);
}

/** How loud the loudest topic among some resources is. */
export function loudest(told: readonly PolicyResource[], stack: StackIndex): Loudness {
  const topics = told.filter(({ type }) => type === topicType);
  if (topics.some((topic) => wakes(topic, stack))) return "waking";
  // Where nobody authorised a workspace yet, a topic waits for the channel beside one that has a subscriber.
  const awaited =
    stack.ofType(slackType).length === 0 &&
    stack
      .ofType(topicType)
      .some(
        (other) =>
          topics.some((topic) => regionOf(topic) === regionOf(other)) && wakes(other, stack),
      );
  return topics.some(
    (topic) => awaited || stack.referring(topic, slackType, "snsTopicArns").length > 0,
  )
    ? "shown"
    : "unheard";
}

/** How loud the topics are that an event rule's targets lead to. */
export function loudestOf(rule: PolicyResource, stack: StackIndex): Loudness {
  const targets = stack.referring(rule, targetType, "rule");
  return loudest(
    targets.flatMap((target) => stack.targets(target, "arn")),
    stack,
  );
}

function wakes(topic: PolicyResource, stack: StackIndex): boolean {
  return stack
    .referring(topic, subscriptionType, "topic")
    .some(({ props }) => isText(props.endpoint) && waking.includes(String(props.protocol)));
}
