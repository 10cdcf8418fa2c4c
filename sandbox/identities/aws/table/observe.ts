import { type Calls, linkedRole, passRole, type Table } from "../call";

const tagChanges = "TagResource?tags UntagResource?tags";
const logGroup = "logs log-group:{logGroupName}:*";

/** What CloudWatch puts, tags and deletes alike. */
function cloudwatch(on: string, name: string, read: string, remove: string): Calls {
  return {
    on: `cloudwatch ${on}`,
    create: `Put${name} TagResource?tags`,
    read: `${read} ListTagsForResource`,
    update: `Put${name} ${tagChanges}`,
    delete: remove,
  };
}

/** Logs, alarms, events, and whom they reach. */
export const observeCalls: Table = {
  "aws:budgets/budget:Budget": {
    on: "budgets budget/{name}",
    create: "ModifyBudget TagResource?tags",
    read: "ViewBudget ListTagsForResource",
    update: `ModifyBudget ${tagChanges}`,
    delete: "ModifyBudget",
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    on: "chatbot chat-configuration/slack-channel/{configurationName}",
    create: `CreateSlackChannelConfiguration TagResource?tags ${passRole("iamRoleArn", "chatbot")} ${linkedRole("management.chatbot")}`,
    read: "DescribeSlackChannelConfigurations ListTagsForResource",
    update: `UpdateSlackChannelConfiguration ${passRole("iamRoleArn", "chatbot")} ${tagChanges}`,
    delete: "DeleteSlackChannelConfiguration",
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": cloudwatch(
    "alarm-mute-rule:{name}",
    "AlarmMuteRule",
    "GetAlarmMuteRule",
    "DeleteAlarmMuteRule",
  ),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": cloudwatch(
    "alarm:{alarmName}",
    "CompositeAlarm",
    "DescribeAlarms",
    "DeleteAlarms",
  ),
  "aws:cloudwatch/dashboard:Dashboard": {
    on: "cloudwatch dashboard/{dashboardName}",
    create: "PutDashboard",
    read: "GetDashboard",
    update: "PutDashboard",
    delete: "DeleteDashboards",
  },
  "aws:cloudwatch/eventRule:EventRule": {
    on: "events rule/{name}",
    create: "PutRule TagResource?tags",
    read: "DescribeRule ListTagsForResource",
    update: `PutRule ${tagChanges}`,
    delete: "DeleteRule",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    on: "events rule/{rule}",
    create: `PutTargets ${passRole("roleArn", "events")}`,
    read: "ListTargetsByRule",
    update: `PutTargets ${passRole("roleArn", "events")}`,
    delete: "RemoveTargets",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    on: "logs log-group:{name}:*",
    create:
      "CreateLogGroup PutRetentionPolicy?retentionInDays TagResource@logs:log-group:{name}?tags",
    read: "DescribeLogGroups ListTagsForResource@logs:log-group:{name}",
    update:
      "PutRetentionPolicy?retentionInDays AssociateKmsKey?kmsKeyId TagResource@logs:log-group:{name}?tags UntagResource@logs:log-group:{name}?tags",
    delete: "DeleteLogGroup",
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    on: logGroup,
    create: "PutMetricFilter",
    read: "DescribeMetricFilters",
    update: "PutMetricFilter",
    delete: "DeleteMetricFilter",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": cloudwatch(
    "alarm:{name}",
    "MetricAlarm",
    "DescribeAlarms",
    "DeleteAlarms",
  ),
  "aws:scheduler/schedule:Schedule": {
    on: "scheduler schedule/default/{name}",
    create: `CreateSchedule ${passRole("target.roleArn", "scheduler")}`,
    read: "GetSchedule",
    update: `UpdateSchedule ${passRole("target.roleArn", "scheduler")}`,
    delete: "DeleteSchedule",
  },
  "aws:sns/topic:Topic": {
    on: "sns {name}",
    create: "CreateTopic TagResource?tags SetTopicAttributes?kmsMasterKeyId|policy|displayName",
    read: "GetTopicAttributes ListTagsForResource",
    update: `SetTopicAttributes?kmsMasterKeyId|policy|displayName ${tagChanges}`,
    delete: "DeleteTopic",
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    on: "sns {arn}",
    create: "SetTopicAttributes",
    read: "GetTopicAttributes",
    update: "SetTopicAttributes",
    delete: "SetTopicAttributes",
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    on: "sns {topic}",
    create: "Subscribe",
    read: "GetSubscriptionAttributes",
    update: "SetSubscriptionAttributes",
    delete: "Unsubscribe",
  },
};
