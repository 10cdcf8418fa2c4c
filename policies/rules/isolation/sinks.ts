import { valuesAt } from "../../cards/inputs";
import { textsAmong } from "../../read";
import type { PolicyResource } from "../../resource";

/** Where logs, alarms, notifications and backups go, by type. */
const paths: Readonly<Record<string, readonly string[]>> = {
  "aws:backup/plan:Plan": ["rules.copyActions.destinationVaultArn"],
  "aws:backup/vaultNotifications:VaultNotifications": ["snsTopicArn"],
  "aws:budgets/budget:Budget": ["notifications.subscriberSnsTopicArns"],
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": ["snsTopicArns"],
  "aws:cloudwatch/eventTarget:EventTarget": ["arn", "deadLetterConfig.arn"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    "alarmActions",
    "okActions",
    "insufficientDataActions",
  ],
  "aws:ec2/flowLog:FlowLog": ["logDestination"],
  "aws:lb/loadBalancer:LoadBalancer": ["accessLogs.bucket", "connectionLogs.bucket"],
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["rules.destination.bucket"],
};

export const sinkTypes = Object.keys(paths);

/** ARNs, or names of buckets, that a resource writes to or tells. */
export function sinksOf({ type, props }: PolicyResource): readonly string[] {
  return (paths[type] ?? []).flatMap((path) => textsAmong(valuesAt(props, path), path));
}
