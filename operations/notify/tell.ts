import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { physicalName, type TopicUse } from "../../blueprint/names";
import { messageOf } from "./message";
import { forStakeholders, type News, severities, type Severity } from "./news";

/** Sends a message to one of an environment's topics. */
export type Publish = (topicArn: string, message: ReturnType<typeof messageOf>) => Promise<void>;

/** Whom each severity reaches: the critical topic wakes people, the other one is read in working hours. */
const topics: Readonly<Record<Severity, TopicUse>> = {
  critical: "critical",
  warning: "warning",
  info: "warning",
};

/**
 * Tells people by the topics that the environment declares (components/observe/alerts.ts).
 *
 * @returns the topics that it went to.
 * @throws Error of AWS.
 */
export async function tell(
  { identity, aws, alerts }: Pick<EnvironmentSpec, "identity" | "aws" | "alerts">,
  news: News,
  publish: Publish,
): Promise<readonly string[]> {
  const severity = severities[news.occasion][identity.tier];
  if (severity === undefined) return [];
  const isForAll = alerts.stakeholders.length > 0 && forStakeholders.has(news.occasion);
  const uses: readonly TopicUse[] = [
    topics[severity],
    ...(isForAll ? (["releases"] as const) : []),
  ];
  const names = uses.map((use) => physicalName("topic", identity.product, identity.stack, use));
  const message = messageOf(news);
  for (const name of names) {
    await publish(`arn:aws:sns:${aws.region}:${aws.accountId}:${name}`, message);
  }
  return names;
}

/** SNS, with this process's own credentials. */
export function snsOf({ aws }: Pick<EnvironmentSpec, "aws">): Publish {
  const client = new SNSClient({ region: aws.region });
  return async (TopicArn, { subject, message }) => {
    const MessageStructure = "json";
    await client.send(
      new PublishCommand({ TopicArn, Subject: subject, Message: message, MessageStructure }),
    );
  };
}
