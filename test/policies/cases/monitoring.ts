import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const group = (name: string): Declared =>
  declaring("aws:lb/targetGroup:TargetGroup")({ protocol: "HTTP" }, { name });
const groups = [group("blue"), group("green")];

const service = declaring("aws:ecs/service:Service")(
  { loadBalancers: [{ targetGroupArn: "arn:blue", containerName: "accounts" }] },
  { from: { loadBalancers: ["blue", "green"] } },
);

type Metrics = readonly (readonly [name: string, stat: string])[];

/** An alarm over a formula on target groups. */
const alarm = (metrics: Metrics, props: object, ...of: readonly string[]): Declared =>
  declaring("aws:cloudwatch/metricAlarm:MetricAlarm")(
    {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      metricQueries: metrics.map(([metricName, stat]) => ({
        metric: { metricName, stat, period: 60 },
      })),
      ...props,
    },
    { name: `alarm-${of.join("-")}`, from: { metricQueries: of } },
  );

/** One for each target group. */
const alarms = (metrics: Metrics, props: object): readonly Declared[] =>
  ["blue", "green"].map((group) => alarm(metrics, props, group));

const errors = [
  ["HTTPCode_Target_5XX_Count", "Sum"],
  ["RequestCount", "Sum"],
] as const;
const latency = (stat: string) => [["TargetResponseTime", stat]] as const;
const hour = { evaluationPeriods: 60 };

const idle = declaring("aws:appautoscaling/target:Target")(
  { minCapacity: 0, maxCapacity: 0, scalableDimension: "ecs:service:DesiredCount" },
  { name: "scale", from: { resourceId: ["subject"] } },
);

const metricAlarm = declaring("aws:cloudwatch/metricAlarm:MetricAlarm");
const composite = declaring("aws:cloudwatch/compositeAlarm:CompositeAlarm");
const slack = declaring("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration");
const logs = declaring("aws:cloudwatch/logGroup:LogGroup");
const trail = declaring("aws:cloudtrail/trail:Trail");
const detector = declaring("aws:guardduty/detector:Detector");
const push = declaring("cloudflare:index/logpushJob:LogpushJob");
const sentry = declaring("sentry:index/sentryProject:SentryProject");
const version = declaring("cloudflare:index/workerVersion:WorkerVersion");
const task = (environment: object): Declared =>
  declaring("aws:ecs/taskDefinition:TaskDefinition")({
    containerDefinitions: JSON.stringify([
      {
        name: "accounts",
        environment: Object.entries(environment).map(([name, value]) => ({
          name,
          value: value as unknown,
        })),
      },
    ]),
  });

const topic = declaring("aws:sns/topic:Topic")({ name: "critical" }, { name: "critical" });
const subscription = (props: Declared["props"]): Declared =>
  declaring("aws:sns/topicSubscription:TopicSubscription")(props, {
    name: "subscription",
    from: { topic: ["critical"] },
  });
const paged = (metricName: string, extendedStatistic?: string): Declared =>
  metricAlarm(
    { metricName, extendedStatistic, alarmActions: ["arn:critical"] },
    { from: { alarmActions: ["critical"] } },
  );
const somebody = subscription({ protocol: "email", endpoint: "oncall@acme.example" });

export const monitoringCases: readonly RuleCases[] = [
  {
    rule: "service-require-error-alarm",
    stack: "production",
    compliant: [
      {
        title: "one for each target group",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 1 })],
      },
    ],
    violating: [
      {
        title: "none",
        subject: service,
        around: groups,
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "one over both, which says nothing while one takes no traffic",
        subject: service,
        around: [...groups, alarm(errors, { threshold: 1 }, "blue", "green")],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "for one of them",
        subject: service,
        around: [...groups, alarm(errors, { threshold: 1 }, "blue")],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "too late",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 2 })],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "the wrong way round",
        subject: service,
        around: [
          ...groups,
          ...alarms(errors, { threshold: 1, comparisonOperator: "LessThanThreshold" }),
        ],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "switched off",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 1, actionsEnabled: false })],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "over an hour",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 1, ...hour })],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
      {
        title: "on something else",
        subject: service,
        around: [...groups, ...alarms([["RequestCount", "Sum"]], { threshold: 1 })],
        message:
          'service-require-error-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its share of errors in percent at 1 or less (OBS-5). Declare a MetricAlarm for each of its target groups alone with the threshold 1.',
      },
    ],
    notApplicable: [
      { title: "dev", stack: "dev", subject: service, around: groups },
      { title: "a worker, without traffic", subject: { ...service, from: {} } },
    ],
    needs: [
      "alarm-blue:comparisonOperator",
      "alarm-blue:threshold",
      "alarm-blue:evaluationPeriods",
    ],
  },
  {
    rule: "service-require-p95-alarm",
    stack: "production",
    compliant: [
      {
        title: "at two seconds",
        subject: service,
        around: [...groups, ...alarms(latency("p95"), { threshold: 2 })],
      },
    ],
    violating: [
      {
        title: "at ten percent more than before",
        subject: service,
        around: [...groups, ...alarms(latency("p95"), { threshold: 10 })],
        message:
          'service-require-p95-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its 95th percentile of latency in seconds at 2 or less (OBS-3). Declare a MetricAlarm for each of its target groups alone with the threshold 2.',
      },
      {
        title: "on the average",
        subject: service,
        around: [...groups, ...alarms(latency("Average"), { threshold: 2 })],
        message:
          'service-require-p95-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its 95th percentile of latency in seconds at 2 or less (OBS-3). Declare a MetricAlarm for each of its target groups alone with the threshold 2.',
      },
    ],
    needs: ["alarm-blue:threshold"],
  },
  {
    rule: "service-require-p99-alarm",
    stack: "production",
    compliant: [
      {
        title: "at five seconds",
        subject: service,
        around: [...groups, ...alarms(latency("p99"), { threshold: 5 })],
      },
    ],
    violating: [
      {
        title: "at six",
        subject: service,
        around: [...groups, ...alarms(latency("p99"), { threshold: 6 })],
        message:
          'service-require-p99-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its 99th percentile of latency in seconds at 5 or less (OBS-4). Declare a MetricAlarm for each of its target groups alone with the threshold 5.',
      },
    ],
    notApplicable: [{ title: "a cell without tasks", subject: service, around: [...groups, idle] }],
    needs: ["alarm-blue:threshold"],
  },
  {
    rule: "service-require-availability-alarm",
    stack: "production",
    compliant: [
      {
        title: "99.9 percent over an hour",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 0.1, ...hour })],
      },
      {
        title: "staging: 99.5 percent",
        stack: "staging",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 0.5, ...hour })],
      },
    ],
    violating: [
      {
        title: "99.5 percent",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 0.5, ...hour })],
        message:
          'service-require-availability-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its availability, as failures in percent over an hour, at 0.1 or less (OBS-1). Declare a MetricAlarm for each of its target groups alone with the threshold 0.1.',
      },
      {
        title: "over five minutes",
        subject: service,
        around: [...groups, ...alarms(errors, { threshold: 0.1 })],
        message:
          'service-require-availability-alarm: aws:ecs/service:Service "subject" has a target group without an alarm on its availability, as failures in percent over an hour, at 0.1 or less (OBS-1). Declare a MetricAlarm for each of its target groups alone with the threshold 0.1.',
      },
    ],
    notApplicable: [{ title: "a cell without tasks", subject: service, around: [...groups, idle] }],
    needs: ["alarm-blue:threshold"],
  },
  {
    rule: "lag-alarm-require-limit",
    stack: "production",
    compliant: [
      {
        title: "five minutes",
        subject: metricAlarm({ metricName: "ProjectionLag", threshold: 300 }),
      },
    ],
    violating: [
      {
        title: "ten",
        subject: metricAlarm({ metricName: "ProjectionLag", threshold: 600 }),
        message:
          'lag-alarm-require-limit: aws:cloudwatch/metricAlarm:MetricAlarm "subject" waits until events are 600 seconds behind; at most 300 are allowed (OBS-6). Set threshold to 300.',
      },
    ],
    notApplicable: [
      {
        title: "dev",
        stack: "dev",
        subject: metricAlarm({ metricName: "ProjectionLag", threshold: 600 }),
      },
      { title: "another metric", subject: metricAlarm({ metricName: "Flags", threshold: 600 }) },
    ],
    needs: ["threshold"],
    awaits: ["metricName"],
  },
  {
    rule: "alarm-require-actions",
    stack: "dev",
    compliant: [
      { title: "a topic", subject: metricAlarm({ alarmActions: ["arn:topic"] }) },
      { title: "of a composite", subject: composite({ alarmActions: ["arn:topic"] }) },
    ],
    violating: [
      {
        title: "nobody",
        subject: metricAlarm({ alarmActions: [] }),
        message:
          'alarm-require-actions: aws:cloudwatch/metricAlarm:MetricAlarm "subject" tells nobody when it goes off (OBS-12). Set alarmActions.',
      },
      {
        title: "nobody, of a composite",
        subject: composite({}),
        message:
          'alarm-require-actions: aws:cloudwatch/compositeAlarm:CompositeAlarm "subject" tells nobody when it goes off (OBS-12). Set alarmActions.',
      },
      {
        title: "switched off",
        subject: metricAlarm({ alarmActions: ["arn:topic"], actionsEnabled: false }),
        message:
          'alarm-require-actions: aws:cloudwatch/metricAlarm:MetricAlarm "subject" has its actions switched off (OBS-12). Set alarmActions.',
      },
    ],
    needs: ["alarmActions"],
    awaits: ["alarmActions.0"],
  },
  {
    rule: "alarm-forbid-aggregation",
    stack: "staging",
    compliant: [
      {
        title: "a formula, period by period",
        subject: metricAlarm({
          metricQueries: [{ expression: "IF(maximum>20,100*FILL(errors,0)/maximum,0)" }],
        }),
      },
      { title: "one metric", subject: metricAlarm({ metricName: "RequestCount" }) },
    ],
    violating: [
      {
        title: "the worse of two series",
        subject: metricAlarm({ metricQueries: [{ expression: "MAX([blue,green])" }] }),
        message:
          'alarm-forbid-aggregation: aws:cloudwatch/metricAlarm:MetricAlarm "subject" judges by MAX (OBS-12). Declare an alarm for each series.',
      },
      {
        title: "a share of two sums, however it is written",
        subject: metricAlarm({ metricQueries: [{ expression: "sum([a,b])/SUM ([c,d])" }] }),
        message:
          'alarm-forbid-aggregation: aws:cloudwatch/metricAlarm:MetricAlarm "subject" judges by SUM (OBS-12). Declare an alarm for each series.',
      },
    ],
    needs: [],
    awaits: ["metricQueries.0.expression"],
  },
  {
    rule: "alarm-require-pager",
    stack: "production",
    compliant: [
      {
        title: "a topic with a subscriber",
        subject: paged("HTTPCode_Target_5XX_Count"),
        around: [topic, somebody],
      },
    ],
    violating: [
      {
        title: "a formula over errors and requests",
        subject: {
          ...alarm(errors, { alarmActions: ["arn:somewhere"] }, "blue", "green"),
          name: "subject",
        },
        around: groups,
        message:
          'alarm-require-pager: aws:cloudwatch/metricAlarm:MetricAlarm "subject" wakes nobody: no topic that it tells has a subscriber (OBS-8). Add the topic that has subscribers to alarmActions.',
      },
      {
        title: "a topic without one",
        subject: paged("UnHealthyHostCount"),
        around: [topic],
        message:
          'alarm-require-pager: aws:cloudwatch/metricAlarm:MetricAlarm "subject" wakes nobody: no topic that it tells has a subscriber (OBS-8). Add the topic that has subscribers to alarmActions.',
      },
      {
        title: "a subscriber who is nobody",
        subject: paged("TargetResponseTime", "p99"),
        around: [topic, subscription({ protocol: "email", endpoint: "" })],
        message:
          'alarm-require-pager: aws:cloudwatch/metricAlarm:MetricAlarm "subject" wakes nobody: no topic that it tells has a subscriber (OBS-8). Add the topic that has subscribers to alarmActions.',
      },
      {
        title: "another stack's topic",
        subject: metricAlarm({
          metricName: "HTTPCode_ELB_5XX_Count",
          alarmActions: ["arn:somewhere"],
        }),
        message:
          'alarm-require-pager: aws:cloudwatch/metricAlarm:MetricAlarm "subject" wakes nobody: no topic that it tells has a subscriber (OBS-8). Add the topic that has subscribers to alarmActions.',
      },
    ],
    notApplicable: [
      {
        title: "latency that few notice",
        subject: paged("TargetResponseTime", "p95"),
        around: [topic],
      },
      {
        title: "staging",
        stack: "staging",
        subject: paged("UnHealthyHostCount"),
        around: [topic],
      },
    ],
    needs: ["alarmActions", "subscription:endpoint", "subscription:protocol"],
    awaits: ["metricName"],
  },
  {
    rule: "alarm-require-missing-data",
    stack: "dev",
    compliant: [{ title: "no outage", subject: metricAlarm({ treatMissingData: "notBreaching" }) }],
    violating: [
      {
        title: "AWS's default",
        subject: metricAlarm({ treatMissingData: "missing" }),
        message:
          'alarm-require-missing-data: aws:cloudwatch/metricAlarm:MetricAlarm "subject" takes missing data for missing, which says nothing about the service (OBS-12). Set treatMissingData to breaching, notBreaching or ignore.',
      },
    ],
    needs: ["treatMissingData"],
  },
  {
    rule: "slack-require-guardrail",
    stack: "production",
    compliant: [
      {
        title: "reading",
        subject: slack({
          guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
        }),
      },
    ],
    violating: [
      {
        title: "everything",
        subject: slack({ guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
        message:
          'slack-require-guardrail: aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration "subject" lets a channel do whatever arn:aws:iam::aws:policy/AdministratorAccess allows (PRC-25). Set guardrailPolicyArns to policies that only read.',
      },
      {
        title: "AWS's default, which is everything",
        subject: slack({}),
        message:
          'slack-require-guardrail: the rule could not read aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration "subject": guardrailPolicyArns is missing, not a list with something in it (PRC-25). Set guardrailPolicyArns to policies that only read.',
      },
    ],
    needs: ["guardrailPolicyArns", "guardrailPolicyArns.0"],
  },
  {
    rule: "log-group-require-retention",
    stack: "production",
    compliant: [
      { title: "a year", subject: logs({ retentionInDays: 365 }) },
      { title: "staging: a month", stack: "staging", subject: logs({ retentionInDays: 30 }) },
      { title: "dev: a week", stack: "dev", subject: logs({ retentionInDays: 7 }) },
      { title: "a pull request: a week", stack: "pr-7", subject: logs({ retentionInDays: 7 }) },
      { title: "shared: a year", stack: "shared", subject: logs({ retentionInDays: 365 }) },
    ],
    violating: [
      {
        title: "a month",
        subject: logs({ retentionInDays: 30 }),
        message:
          'log-group-require-retention: aws:cloudwatch/logGroup:LogGroup "subject" keeps logs 30 days; production needs at least 365 (OBS-24). Set retentionInDays to 365.',
      },
      {
        title: "staging: a week",
        stack: "staging",
        subject: logs({ retentionInDays: 7 }),
        message:
          'log-group-require-retention: aws:cloudwatch/logGroup:LogGroup "subject" keeps logs 7 days; staging needs at least 30 (OBS-24). Set retentionInDays to 30.',
      },
      {
        title: "for ever, or not at all",
        subject: logs({}),
        message:
          'log-group-require-retention: the rule could not read aws:cloudwatch/logGroup:LogGroup "subject": retentionInDays is missing, not a number (OBS-24). Set retentionInDays.',
      },
    ],
    needs: ["retentionInDays"],
  },
  {
    rule: "log-level-forbid-debug",
    stack: "production",
    compliant: [
      { title: "warnings", subject: task({ LOG_LEVEL: "warn" }) },
      {
        title: "of a Worker",
        subject: version({ bindings: [{ name: "LOG_LEVEL", type: "plain_text", text: "info" }] }),
      },
    ],
    violating: [
      {
        title: "debugging",
        subject: task({ LOG_LEVEL: "debug" }),
        message:
          'log-level-forbid-debug: aws:ecs/taskDefinition:TaskDefinition "subject" logs at "debug" (LOG_LEVEL) (OBS-25). Set the variable to info or warn.',
      },
      {
        title: "nothing that is a level",
        subject: task({ APP_LOG_LEVEL: "" }),
        message:
          'log-level-forbid-debug: aws:ecs/taskDefinition:TaskDefinition "subject" logs at no level (APP_LOG_LEVEL) (OBS-25). Set the variable to info or warn.',
      },
      {
        title: "debugging, in a Worker",
        subject: version({ bindings: [{ name: "LOG_LEVEL", type: "plain_text", text: "trace" }] }),
        message:
          'log-level-forbid-debug: cloudflare:index/workerVersion:WorkerVersion "subject" logs at "trace" (LOG_LEVEL) (OBS-25). Set the variable to info or warn.',
      },
    ],
    notApplicable: [
      { title: "dev", stack: "dev", subject: task({ LOG_LEVEL: "debug" }) },
      { title: "no level", subject: task({ PORT: "8080" }) },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "error-sampling-require-rate",
    stack: "production",
    compliant: [
      { title: "a tenth", subject: task({ SENTRY_SAMPLE_RATE: "0.1" }) },
      { title: "staging: half", stack: "staging", subject: task({ SENTRY_SAMPLE_RATE: "0.5" }) },
      { title: "dev: all", stack: "dev", subject: task({ SENTRY_SAMPLE_RATE: "1" }) },
      { title: "a pull request: all", stack: "pr-7", subject: task({ SENTRY_SAMPLE_RATE: "1.0" }) },
    ],
    violating: [
      {
        title: "all",
        subject: task({ SENTRY_SAMPLE_RATE: "1.0" }),
        message:
          'error-sampling-require-rate: aws:ecs/taskDefinition:TaskDefinition "subject" sends Sentry "1.0" of its errors; production sends 0.1 (SVC-5). Set SENTRY_SAMPLE_RATE to 0.1.',
      },
      {
        title: "nothing",
        stack: "dev",
        subject: task({ SENTRY_SAMPLE_RATE: "" }),
        message:
          'error-sampling-require-rate: aws:ecs/taskDefinition:TaskDefinition "subject" sends Sentry "" of its errors; dev sends 1 (SVC-5). Set SENTRY_SAMPLE_RATE to 1.',
      },
    ],
    notApplicable: [{ title: "no Sentry", subject: task({ PORT: "8080" }) }],
    needs: ["containerDefinitions"],
  },
  {
    rule: "sentry-project-require-environment",
    stack: "production",
    compliant: [
      { title: "production's", subject: sentry({ name: "acme-production" }) },
      { title: "a pull request's", stack: "pr-7", subject: sentry({ name: "acme-pr-7" }) },
    ],
    violating: [
      {
        title: "nobody's",
        subject: sentry({ name: "acme" }),
        message:
          'sentry-project-require-environment: sentry:index/sentryProject:SentryProject "subject" is called "acme", which does not say production (SVC-4). End its name with -production.',
      },
      {
        title: "almost",
        subject: sentry({ name: "acme-preproduction" }),
        message:
          'sentry-project-require-environment: sentry:index/sentryProject:SentryProject "subject" is called "acme-preproduction", which does not say production (SVC-4). End its name with -production.',
      },
    ],
    needs: ["name"],
  },
  {
    rule: "trail-require-every-region",
    stack: "shared",
    compliant: [{ title: "every", subject: trail({ isMultiRegionTrail: true }) }],
    violating: [
      {
        title: "one",
        subject: trail({ isMultiRegionTrail: false }),
        message:
          'trail-require-every-region: aws:cloudtrail/trail:Trail "subject" sees one region only (ACC-14). Set isMultiRegionTrail to true.',
      },
    ],
    needs: ["isMultiRegionTrail"],
  },
  {
    rule: "trail-require-validation",
    stack: "shared",
    compliant: [{ title: "on", subject: trail({ enableLogFileValidation: true }) }],
    violating: [
      {
        title: "off",
        subject: trail({ enableLogFileValidation: false }),
        message:
          'trail-require-validation: aws:cloudtrail/trail:Trail "subject" lets its records be changed unnoticed (ACC-14). Set enableLogFileValidation to true.',
      },
    ],
    needs: ["enableLogFileValidation"],
  },
  {
    rule: "trail-require-customer-key",
    stack: "shared",
    compliant: [{ title: "ours", subject: trail({ kmsKeyId: "arn:aws:kms:key" }) }],
    violating: [
      {
        title: "AWS's",
        subject: trail({ kmsKeyId: "alias/aws/cloudtrail" }),
        message: `trail-require-customer-key: aws:cloudtrail/trail:Trail "subject" is encrypted with alias/aws/cloudtrail, not our own key (ACC-14). Set kmsKeyId to the environment's key.`,
      },
    ],
    needs: ["kmsKeyId"],
  },
  {
    rule: "detector-require-enabled",
    stack: "production",
    compliant: [{ title: "on", subject: detector({ enable: true }) }],
    violating: [
      {
        title: "off",
        subject: detector({ enable: false }),
        message:
          'detector-require-enabled: aws:guardduty/detector:Detector "subject" watches nothing (OBS-17). Set enable to true.',
      },
    ],
    needs: ["enable"],
  },
  {
    rule: "logpush-require-enabled",
    stack: "production",
    compliant: [{ title: "on", subject: push({ enabled: true }) }],
    violating: [
      {
        title: "off",
        subject: push({ enabled: false }),
        message:
          'logpush-require-enabled: cloudflare:index/logpushJob:LogpushJob "subject" pushes no log (OBS-28). Set enabled to true.',
      },
    ],
    notApplicable: [{ title: "dev", stack: "dev", subject: push({ enabled: false }) }],
    needs: ["enabled"],
  },
];
