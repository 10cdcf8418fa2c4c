import { between, type Cards, type Described, called, placed, sized } from "./card";

const hours: Described = {
  text: "PT1H to PT24H",
  has: (value) => /^PT(?:[1-9]|1\d|2[0-4])H$/.test(String(value)),
};

const ofAnEnvironment: Described = {
  text: "user:environment$ and its name",
  has: (value) => /^user:environment\$[a-z0-9-]+$/.test(String(value)),
};

/** Identities, alarms, budgets. */
export const awsAccountCards: Cards = {
  "aws:budgets/budget:Budget": {
    judged: `limitAmount timeUnit tags notifications { notificationType subscriberEmailAddresses
      subscriberSnsTopicArns }`,
    must: [
      ["budgetType", "COST", "another counts hours, or what was reserved"],
      ["limitUnit", "USD", "the sum of all budgets is one of dollars"],
      ["notifications.comparisonOperator", "GREATER_THAN", "it would tell of too little"],
      ["notifications.thresholdType", "PERCENTAGE", "a limit is worded once"],
      ["notifications.threshold", between(1, 100), "nobody hears before it is spent"],
    ],
    only: [
      ["costFilters.name", "TagKeyValue", "what it leaves out is in no budget"],
      ["costFilters.values", ofAnEnvironment, "what it leaves out is in no budget"],
    ],
    free: { [called]: "name", [placed]: "accountId" },
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    judged: "guardrailPolicyArns snsTopicArns tags",
    own: "iamRoleArn",
    must: [["userAuthorizationRequired", true, "whoever is in the channel had the role's rights"]],
    free: {
      [called]: "configurationName loggingLevel",
      "a message there says little": "slackChannelId slackTeamId",
    },
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    judged: "tags",
    own: "muteTargets { alarmNames }",
    must: [["rule.schedule.duration", hours, "an alarm that is mute for good is none"]],
    free: { [called]: "name description", [sized]: "rule { schedule { expression timezone } }" },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    judged: "tags",
    must: [
      ["eventPattern.source", ["aws.backup", "aws.ecs"], "these tell of backups and deployments"],
      [
        "eventPattern.detail-type",
        [
          "Backup Job State Change",
          "Copy Job State Change",
          "Restore Job State Change",
          "ECS Hook State Change",
        ],
        "these tell of what did not end, or waits",
      ],
    ],
    only: [["state", "ENABLED", "nobody hears of anything"]],
    free: {
      [called]: "name description",
      "a person hears of less, or of more": "eventPattern { detail }",
      [placed]: "region",
    },
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    judged: "arn",
    own: "rule",
    free: { [called]: "targetId", [placed]: "region" },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    judged: "kmsKeyId retentionInDays tags",
    free: { [called]: "name" },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    judged: `alarmActions comparisonOperator evaluationPeriods metricQueries { expression metric { metricName
      period stat } } name okActions threshold treatMissingData tags`,
    own: `metricQueries { metric { dimensions { LoadBalancer TargetGroup SourceBucket DestinationBucket } } }`,
    only: [
      ["actionsEnabled", true, "an alarm that acts not is none"],
      ["metricQueries.metric.namespace", ["AWS/ApplicationELB", "AWS/S3"], "nobody else writes"],
    ],
    free: {
      [called]: "alarmDescription metricQueries { id label metric { dimensions { RuleId } } }",
      [sized]: "datapointsToAlarm metricQueries { returnData }",
      [placed]: "region",
    },
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    judged: "tags",
    must: [
      ["url", "https://token.actions.githubusercontent.com", "whoever signs there could come in"],
      ["clientIdLists", "sts.amazonaws.com", "a token for somebody else would do"],
    ],
  },
  "aws:iam/policy:Policy": { judged: "name policy tags", free: { [called]: "description" } },
  "aws:iam/role:Role": {
    judged: "assumeRolePolicy maxSessionDuration name permissionsBoundary tags",
    free: { [called]: "description" },
  },
  "aws:iam/rolePolicy:RolePolicy": { judged: "policy role", free: { [called]: "name" } },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { judged: "policyArn role" },
  "aws:sns/topic:Topic": { judged: "kmsMasterKeyId tags", free: { [called]: "name" } },
  "aws:sns/topicPolicy:TopicPolicy": { judged: "policy", own: "arn" },
  "aws:sns/topicSubscription:TopicSubscription": { judged: "endpoint protocol", own: "topic" },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    judged: "cidrIpv4 cidrIpv6 fromPort ipProtocol toPort tags",
    own: "securityGroupId referencedSecurityGroupId",
    free: { [called]: "description" },
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    judged: "cidrIpv4 cidrIpv6 fromPort ipProtocol toPort tags",
    own: "prefixListId securityGroupId referencedSecurityGroupId",
    free: { [called]: "description" },
  },
};
