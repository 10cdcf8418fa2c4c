import { between, type Cards, type Described, logDays, ownAccount, ownKey, told } from "./card";

const ofItsTag: Described = {
  text: "user:environment$ and the environment's name",
  has: (value, { environment: { name } }) => value === `user:environment$${name}`,
};

const ofItsName: Described = {
  text: "the environment's name",
  has: (value, { environment: { name } }) => value === name,
};

/** Identities, alarms, schedules, budgets. */
export const awsAccountCards: Cards = {
  "aws:budgets/budget:Budget": {
    judged: "limitAmount tags notifications { notificationType subscriberEmailAddresses }",
    own: "notifications { subscriberSnsTopicArns }",
    must: [
      ["budgetType", "COST", "another counts hours, or what was reserved"],
      ["timeUnit", "MONTHLY", "the product's budget is a month's"],
      ["limitUnit", "USD", "the sum of all budgets is one of dollars"],
      ["notifications.comparisonOperator", "GREATER_THAN", "it would tell of too little"],
      ["notifications.thresholdType", "PERCENTAGE", "a limit is worded once"],
      ["notifications.subscriberEmailAddresses", told, "nobody hears, or a stranger"],
      ["notifications.threshold", between(1, 100), "nobody hears before it is spent"],
    ],
    only: [
      ["accountId", ownAccount, "it counts what somebody else spends"],
      ["costFilters.name", "TagKeyValue", "what it leaves out is in no budget"],
      ["costFilters.values", ofItsTag, "what it leaves out is in no budget"],
    ],
    called: "name",
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    judged: "guardrailPolicyArns tags",
    own: "iamRoleArn snsTopicArns",
    must: [["userAuthorizationRequired", true, "whoever is in the channel had the role's rights"]],
    called: "configurationName loggingLevel",
    free: { "a message there says little": "slackChannelId slackTeamId" },
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    judged: "tags rule { schedule { duration expression timezone } }",
    own: "muteTargets { alarmNames }",
    called: "name description",
  },
  "aws:cloudwatch/eventRule:EventRule": {
    judged: "eventPattern { detail } region tags",
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
    called: "name description",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    own: "arn rule",
    called: "targetId",
    placed: "region",
    free: { "it words what people read": "inputTransformer { inputPaths inputTemplate }" },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    judged: "name tags",
    must: [
      ["kmsKeyId", ownKey, "what customers typed stands in it"],
      ["retentionInDays", logDays, "what happened is asked later (OBS-24)"],
    ],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    judged: `comparisonOperator datapointsToAlarm evaluationPeriods metricQueries { expression id
      metric { metricName period stat } returnData } name threshold treatMissingData tags`,
    own: `alarmActions okActions metricQueries { metric { dimensions { LoadBalancer TargetGroup SourceBucket DestinationBucket } } }`,
    only: [
      ["actionsEnabled", true, "an alarm that acts not is none"],
      [
        "metricQueries.metric.namespace",
        ["AWS/ApplicationELB", "AWS/S3", "Platform/Backups"],
        "nobody else writes",
      ],
      ["metricQueries.metric.dimensions.Environment", ofItsName, "it hears of another's"],
    ],
    called: "alarmDescription metricQueries { label metric { dimensions { RuleId } } }",
    placed: "region",
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    judged: "tags",
    must: [
      ["url", "https://token.actions.githubusercontent.com", "whoever signs there could come in"],
      ["clientIdLists", "sts.amazonaws.com", "a token for somebody else would do"],
    ],
  },
  "aws:iam/policy:Policy": { judged: "name policy tags", called: "description" },
  "aws:iam/role:Role": {
    judged: "assumeRolePolicy maxSessionDuration name permissionsBoundary tags",
    called: "description",
  },
  "aws:iam/rolePolicy:RolePolicy": { judged: "policy role", called: "name" },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { judged: "policyArn role" },
  "aws:scheduler/schedule:Schedule": {
    judged: "scheduleExpression",
    own: `target { arn roleArn ecsParameters { taskDefinitionArn networkConfiguration { subnets
      securityGroups } } }`,
    must: [
      ["scheduleExpressionTimezone", ["Etc/UTC", "UTC"], "an hour would be lost or doubled a year"],
      ["target.ecsParameters.launchType", "FARGATE", "Spot ends a backup on the way"],
      [
        "target.ecsParameters.networkConfiguration.assignPublicIp",
        false,
        "it would stand in the internet (NET-2)",
      ],
      ["target.ecsParameters.taskCount", 1, "two would do the same"],
    ],
    only: [
      ["state", "ENABLED", "nothing runs"],
      ["groupName", "default", "its role is taken for this group alone"],
      [
        "target.retryPolicy.maximumEventAgeInSeconds",
        between(3600, 86_400),
        "what failed is not tried again",
      ],
      ["flexibleTimeWindow.maximumWindowInMinutes", between(1, 60), "an alarm waits no longer"],
    ],
    called: "name description",
    sized: "flexibleTimeWindow { mode } target { retryPolicy { maximumRetryAttempts } }",
  },
  "aws:sns/topic:Topic": {
    judged: "name tags",
    must: [["kmsMasterKeyId", ownKey, "alarms tell what is wrong and where"]],
  },
  "aws:sns/topicPolicy:TopicPolicy": { judged: "policy", own: "arn" },
  "aws:sns/topicSubscription:TopicSubscription": {
    own: "topic",
    must: [
      ["endpoint", told, "the message goes elsewhere"],
      ["protocol", ["email", "email-json"], "what else takes a message may tell nobody"],
    ],
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    judged: "cidrIpv4 cidrIpv6 fromPort ipProtocol toPort tags",
    own: "securityGroupId referencedSecurityGroupId",
    called: "description",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    judged: "cidrIpv4 cidrIpv6 fromPort ipProtocol toPort tags",
    own: "prefixListId securityGroupId referencedSecurityGroupId",
    called: "description",
  },
};
