import type { RuleCases, Violating } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const expressions = {
  errors: "IF(requests>20,100*FILL(errors,0)/requests,0)",
  availability: "100*FILL(errors,0)/requests",
  p95: "IF(requests>20,p95,0)",
  p99: "IF(requests>20,p99,0)",
  unhealthy: "FILL(unhealthy,0)",
} as const;
type Kind = keyof typeof expressions;

const thresholds: Readonly<Record<Kind, number>> = {
  errors: 1,
  availability: 0.1,
  p95: 2,
  p99: 5,
  unhealthy: 0,
};

const measured: Readonly<Record<string, readonly [metricName: string, stat: string]>> = {
  requests: ["RequestCount", "Sum"],
  errors: ["HTTPCode_Target_5XX_Count", "Sum"],
  p95: ["TargetResponseTime", "p95"],
  p99: ["TargetResponseTime", "p99"],
  unhealthy: ["UnHealthyHostCount", "Maximum"],
};

interface Change {
  readonly expression?: string;
  readonly metric?: object;
  readonly period?: number;
  readonly props?: object;
  readonly topic?: string;
}

/** An alarm as the program declares it on a target group, but for what is changed. */
const alarm = (kind: Kind, group: string, change: Change = {}): Declared => {
  const { expression = expressions[kind], topic = "critical" } = change;
  const period = change.period ?? (kind === "availability" ? 300 : 60);
  const used = Object.keys(measured).filter((id) => new RegExp(`\\b${id}\\b`).test(expression));
  return declaring("aws:cloudwatch/metricAlarm:MetricAlarm")(
    {
      name: `${kind}-${group}`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholds[kind],
      evaluationPeriods: kind === "availability" ? 12 : 5,
      datapointsToAlarm: kind === "availability" ? 6 : 3,
      treatMissingData: "notBreaching",
      alarmActions: [`arn:${topic}`],
      metricQueries: [
        { id: "judged", expression, returnData: true },
        ...used.map((id) => {
          const [metricName, stat] = measured[id] ?? [];
          const dimensions = { LoadBalancer: "app/public", TargetGroup: `targetgroup/${group}` };
          const namespace = "AWS/ApplicationELB";
          return {
            id,
            metric: { namespace, metricName, stat, period, dimensions, ...change.metric },
            returnData: false,
          };
        }),
      ],
      ...change.props,
    },
    { name: `${kind}-${group}`, from: { alarmActions: [topic], metricQueries: [group] } },
  );
};

const kinds = ["errors", "availability", "p95", "p99"] as const;
const sides = ["blue", "green"] as const;
const topic = (name: string): Declared => declaring("aws:sns/topic:Topic")({ name }, { name });
const mail = (props: object = {}): Declared =>
  declaring("aws:sns/topicSubscription:TopicSubscription")(
    { protocol: "email", endpoint: "oncall@acme.example", ...props },
    { name: "mail", from: { topic: ["critical"] } },
  );
const slack = declaring("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration")(
  {},
  { name: "slack", from: { snsTopicArns: ["warning"] } },
);
const told = [topic("critical"), topic("warning"), mail(), slack];
const groups = sides.map((name) =>
  declaring("aws:lb/targetGroup:TargetGroup")({ protocol: "HTTP" }, { name }),
);

/** All of a service's alarms and whom they tell, with what is given instead of what has its name. */
const around = (...instead: readonly Declared[]): readonly Declared[] => {
  const alarms = sides.flatMap((side) =>
    kinds.map((kind) => alarm(kind, side, { topic: kind === "p95" ? "warning" : "critical" })),
  );
  const names = new Set(instead.map(({ name }) => name));
  const whole = [...groups, ...told, ...alarms];
  return [...whole.filter(({ name }) => !names.has(name)), ...instead];
};

const service = (props: object = {}): Declared =>
  declaring("aws:ecs/service:Service")(
    {
      loadBalancers: [{ targetGroupArn: "arn:blue", containerName: "accounts" }],
      alarms: {
        enable: true,
        rollback: true,
        alarmNames: sides.flatMap((side) => [`errors-${side}`, `p95-${side}`]),
      },
      deploymentConfiguration: {
        strategy: "CANARY",
        bakeTimeInMinutes: "15",
        canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "30" },
      },
      ...props,
    },
    { from: { loadBalancers: ["blue", "green"] } },
  );
const idle = declaring("aws:appautoscaling/target:Target")(
  { minCapacity: 0, maxCapacity: 0, scalableDimension: "ecs:service:DesiredCount" },
  { name: "scale", from: { resourceId: ["subject"] } },
);

/** Nights from 20 to 7. */
const nights = [
  ...groups,
  ...told,
  alarm("errors", "blue"),
  { ...service(), name: "service" },
  { ...idle, props: { resourceId: "service/accounts" }, from: { resourceId: ["service"] } },
  ...[
    ["stop", 0, "cron(0 20 ? * * *)"] as const,
    ["start", 1, "cron(0 7 ? * MON-FRI *)"] as const,
  ].map(([name, maxCapacity, schedule]) =>
    declaring("aws:appautoscaling/scheduledAction:ScheduledAction")(
      {
        resourceId: "service/accounts",
        schedule,
        timezone: "Africa/Abidjan",
        scalableTargetAction: { maxCapacity },
      },
      { name },
    ),
  ),
];
const mute = (schedule: object): Declared =>
  declaring("aws:cloudwatch/alarmMuteRule:AlarmMuteRule")(
    {
      muteTargets: { alarmNames: ["errors-blue"] },
      rule: {
        schedule: {
          expression: "cron(0 20 * * *)",
          duration: "PT11H",
          timezone: "Africa/Abidjan",
          ...schedule,
        },
      },
    },
    { from: { muteTargets: ["errors-blue"] } },
  );
const muted = (
  title: string,
  schedule: object,
  what = 'mutes "errors-blue" while its service works',
  around: readonly Declared[] = nights,
): Violating => ({
  title,
  subject: mute(schedule),
  around,
  message: `mute-require-sleep: ${what.startsWith('"') ? "the rule could not read " : ""}aws:cloudwatch/alarmMuteRule:AlarmMuteRule "subject"${what.startsWith('"') ? ":" : ""} ${what} (COST-3). Begin it when a ScheduledAction stops the service, and end it when the next one starts it.`,
});

const lets = (type: string, by: object, who: readonly string[]): Declared =>
  declaring(type)(
    {
      policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { Service: who }, Action: "*", Resource: "*" }],
      }),
    },
    { name: type.split(":").at(-1) ?? "", ...by },
  );
const publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"];
const published = (byTopic: readonly string[], byKey: readonly string[]) => ({
  subject: declaring("aws:sns/topic:Topic")(
    { name: "acme-production-critical" },
    { from: { kmsMasterKeyId: ["Key"] } },
  ),
  around: [
    lets("aws:kms/key:Key", {}, byKey),
    lets("aws:sns/topicPolicy:TopicPolicy", { from: { arn: ["subject"] } }, byTopic),
  ],
});
const unpublished = (...what: readonly string[]): string =>
  `topic-require-publishers: aws:sns/topic:Topic "subject" ${what.join(" and ")} (OBS-12). Let the service in by the topic's TopicPolicy and by the policy of its key.`;

const unheard = (title: string, instead: readonly Declared[], ...what: readonly string[]) => ({
  title,
  subject: service(),
  around: around(...instead),
  message: `service-require-alarms: aws:ecs/service:Service "subject" ${what.join(" and ")} (OBS-8). Declare a MetricAlarm for each of its target groups alone that goes off then, and tells a topic that has a subscriber.`,
});
const failures = [
  'wakes nobody when 1.1 % of the requests fail in "green" (OBS-5)',
  'wakes nobody when all requests fail of the few that come at night in "green" (OBS-5)',
];
const late = 'tells nobody when one answer in twenty takes 2.1 seconds in "green" (OBS-3)';
const slowest = 'wakes nobody when one answer in a hundred takes 5.1 seconds in "green" (OBS-4)';
const day = 'wakes nobody when 0.11 % of the requests fail for a day in "green" (OBS-1)';

const asked = (title: string, change: Change, what: string, kind: Kind = "errors"): Violating => ({
  title,
  subject: alarm(kind, "blue", change),
  around: [...groups, ...told],
  message: `alarm-require-judgement: ${what} (OBS-12). Declare an expression over one target group, a threshold and treatMissingData that tell the one from the other.`,
});
const judged = (kind: Kind, what: string) =>
  `aws:cloudwatch/metricAlarm:MetricAlarm "${kind}-blue" ${what}`;
const unread = (kind: Kind, why: string) =>
  `the rule could not read aws:cloudwatch/metricAlarm:MetricAlarm "${kind}-blue": ${why}`;
const never = judged("errors", "never goes off, whatever it watches goes wrong");

const bySides = (expression: string): Declared => {
  const query = (id: string, metricName: string, stat: string, side: string) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      stat,
      period: 60,
      dimensions: { LoadBalancer: "app/public", TargetGroup: side },
    },
  });
  const change = {
    threshold: 10,
    metricQueries: [
      { id: "judged", expression, returnData: true },
      query("rb", "RequestCount", "Sum", "blue"),
      query("rg", "RequestCount", "Sum", "green"),
      query("pb", "TargetResponseTime", "p95", "blue"),
      query("pg", "TargetResponseTime", "p95", "green"),
    ],
  };
  return alarm("p95", "blue", { props: change });
};
const slower = "IF(rb>20 AND rg>20,100*(IF(rb<rg,pb/pg,pg/pb)-1),0)";

const lag = (threshold: number): Declared =>
  alarm("errors", "blue", {
    metric: { namespace: "Kafka", metricName: "consumer_lag", dimensions: { group: "accounts" } },
    expression: "errors",
    props: { threshold },
  });

const unlistened = "alarm-require-listener: aws:cloudwatch/metricAlarm:MetricAlarm";
const listen =
  "(OBS-12). Set alarmActions, or an EventTarget, to a topic of the stack that has a subscriber or that Slack's channel reads.";

const back = (title: string, props: object, instead: readonly Declared[], what: string) => ({
  title,
  subject: service(props),
  around: around(...instead),
  message: `ecs-require-rollback-alarms: aws:ecs/service:Service "subject" ${what} (REL-23). Set alarms.enable and rollback to true, and name an alarm on each target group that goes off before a wait is over.`,
});
const names = ["errors-blue", "errors-green", "p95-blue", "p95-green"];

const documents = declaring("aws:s3/bucket:Bucket")({ bucket: "b" }, { name: "documents" });
const replication = (status: string): Declared =>
  declaring("aws:s3/bucketReplicationConfig:BucketReplicationConfig")(
    { rules: [{ id: "everything", destination: { metrics: { status } } }] },
    { from: { bucket: ["documents"] } },
  );
const failed = (metricName: string, stat = "Sum", bucket = "documents"): Declared => ({
  ...alarm("errors", "documents", {
    expression: "errors",
    metric: {
      namespace: "AWS/S3",
      metricName,
      stat,
      dimensions: { SourceBucket: "b", DestinationBucket: "r", RuleId: "everything" },
    },
    props: { threshold: 0 },
  }),
  from: { alarmActions: ["critical"], metricQueries: [bucket] },
});
const uncopied = (title: string, status: string, watched: readonly Declared[], what: string) => ({
  title,
  subject: replication(status),
  around: [documents, { ...documents, name: "other" }, ...told, ...watched],
  message: `replication-require-alarm: aws:s3/bucketReplicationConfig:BucketReplicationConfig "subject" ${what} (BAK-6). Set destination.metrics.status to Enabled and declare a MetricAlarm on OperationsFailedReplication of the bucket.`,
});
const asleep = "wakes nobody when an object is not copied";

const ends = ["ABORTED", "EXPIRED", "FAILED"];
const jobs = ["Backup", "Copy", "Restore"].map((job) => `${job} Job State Change`);
const events = (pattern: object): Declared =>
  declaring("aws:cloudwatch/eventRule:EventRule")(
    {
      eventPattern: JSON.stringify({
        source: ["aws.backup"],
        "detail-type": jobs,
        detail: { $or: [{ state: ends }, { status: ends }] },
        ...pattern,
      }),
    },
    { name: "events" },
  );
const sent = (name: string): Declared =>
  declaring("aws:cloudwatch/eventTarget:EventTarget")(
    { arn: `arn:${name}` },
    { name: "target", from: { rule: ["events"], arn: [name] } },
  );
const plan = declaring("aws:backup/plan:Plan")({ name: "files" });
const unnoticed = (what: string): string =>
  `event-require-listener: ${what} (BAK-20). Declare an EventRule for these events alone, with an EventTarget to a topic that has a subscriber.`;
const pausing = declaring("aws:ecs/service:Service")({
  cluster: "arn:blue",
  deploymentConfiguration: { lifecycleHooks: [{ targetType: "PAUSE" }] },
});
const waiting = (detail: object, name = "subject"): Declared => ({
  ...events({
    source: ["aws.ecs"],
    "detail-type": ["ECS Hook State Change"],
    detail: {
      eventName: ["HOOK_AWAITING_ACTION"],
      hookType: ["PAUSE"],
      clusterArn: ["arn:blue"],
      ...detail,
    },
  }),
  name,
});
const missed = (title: string, around: readonly Declared[], what: string) => ({
  title,
  subject: plan,
  around: [...told, ...around],
  message: unnoticed(what),
});
const missing = (what: string): string =>
  `aws:backup/plan:Plan "subject" is heard by nobody on ${what}`;

const waited = declaring("aws:cloudwatch/eventRule:EventRule")({});
const heardOf = declaring("aws:cloudwatch/eventTarget:EventTarget")(
  {},
  { name: "heard-of", from: { rule: ["subject"], arn: ["critical"] } },
);

export const seriesCases: readonly RuleCases[] = [
  {
    rule: "service-require-alarms",
    stack: "production",
    compliant: [
      { title: "an alarm of each kind on either side", subject: service(), around: around() },
      {
        title: "no alarm about the day in the cell that waits",
        subject: service(),
        around: [...around().filter(({ name }) => !/^(?:availability|p99)/.test(name)), idle],
      },
    ],
    violating: [
      unheard(
        "a side without alarms",
        sides
          .map(() => alarm("unhealthy", "blue"))
          .concat(kinds.map((kind) => ({ ...alarm(kind, "blue"), name: `${kind}-green` }))),
        ...failures,
        late,
        slowest,
        day,
      ),
      unheard(
        "what never gets above its threshold",
        [alarm("errors", "green", { expression: "0*errors" })],
        ...failures,
      ),
      unheard(
        "a threshold that is too high",
        [alarm("errors", "green", { props: { threshold: 2 } })],
        failures[0] ?? "",
      ),
      unheard(
        "what needs a thousand requests to tell",
        [
          alarm("errors", "green", {
            expression: "IF(requests>999,100*FILL(errors,0)/requests,0)",
          }),
        ],
        failures[1] ?? "",
      ),
      unheard(
        "another service's metrics",
        [alarm("errors", "green", { metric: { namespace: "AWS/NetworkELB" } })],
        ...failures,
      ),
      unheard(
        "an average, which one answer in twenty does not change",
        [alarm("p95", "green", { metric: { stat: "Average" }, topic: "warning" })],
        late,
      ),
      unheard("an hour before it can tell", [alarm("p99", "green", { period: 900 })], slowest),
      unheard("what only Slack reads", [alarm("availability", "green", { topic: "warning" })], day),
      unheard(
        "what is switched off",
        [alarm("p95", "green", { topic: "warning", props: { actionsEnabled: false } })],
        late,
      ),
    ],
    notApplicable: [
      {
        title: "a service without visitors",
        subject: declaring("aws:ecs/service:Service")({ name: "worker" }),
      },
      { title: "development", stack: "dev", subject: service(), around: groups },
    ],
    needs: [
      "errors-blue:metricQueries",
      "errors-blue:comparisonOperator",
      "errors-blue:threshold",
      "errors-blue:treatMissingData",
      "errors-blue:alarmActions",
    ],
  },
  {
    rule: "alarm-require-judgement",
    stack: "production",
    compliant: [
      {
        title: "what the program judges errors by",
        subject: alarm("errors", "blue"),
        around: [...groups, ...told],
      },
      ...(["availability", "p95", "p99", "unhealthy"] as const).map((kind) => ({
        title: `what the program judges ${kind} by`,
        subject: alarm(kind, "blue"),
        around: [...groups, ...told],
      })),
      {
        title: "a canary beside what it replaces",
        subject: bySides(slower),
        around: [...groups, ...told],
      },
      { title: "events five minutes behind", subject: lag(300), around: [...groups, ...told] },
    ],
    violating: [
      asked("nothing times what fails", { expression: "0*errors" }, never),
      asked(
        "a metric that nobody reports",
        { metric: { metricName: "HTTPCode_Target_9XX" } },
        never,
      ),
      asked("another namespace", { metric: { namespace: "AWS/Nothing" } }, never),
      asked(
        "what is above its threshold while all is well",
        { expression: "requests" },
        judged("errors", "goes off while all is well, or nobody comes"),
      ),
      asked(
        "a silence that is an outage",
        { props: { treatMissingData: "breaching" } },
        judged("availability", "goes off while all is well, or nobody comes"),
        "availability",
      ),
      asked(
        "one bad minute",
        { props: { datapointsToAlarm: 1 } },
        judged("errors", "goes off when all requests of one minute fail"),
      ),
      asked(
        "missing data that is called missing",
        { props: { treatMissingData: "missing" } },
        unread("errors", "takes missing data for missing, which says nothing about the service"),
      ),
      asked(
        "a function that AWS advises against",
        { expression: "MAX([errors,requests])" },
        unread("errors", "MAX([errors,requests]): what is [errors,requests])?"),
      ),
      asked(
        "a sum over periods",
        { expression: "SUM(errors)" },
        unread("errors", "judges by SUM, which AWS advises against in alarms"),
      ),
      asked(
        "an expression that is made from itself",
        { expression: "judged" },
        unread("errors", "judged is made from itself"),
      ),
      asked(
        "more bad periods than it looks at",
        { props: { datapointsToAlarm: 6 } },
        unread("errors", "needs 6 of 5 periods"),
      ),
      {
        ...asked("", {}, judged("p95", "never goes off, whatever it watches goes wrong")),
        title: "a canary that is compared one way alone",
        subject: bySides("IF(rb>20 AND rg>20,100*(pb/pg-1),0)"),
      },
      {
        ...asked("", {}, judged("errors", "never goes off, whatever it watches goes wrong")),
        title: "events ten minutes behind",
        subject: lag(600),
      },
    ],
    needs: [
      "comparisonOperator",
      "threshold",
      "evaluationPeriods",
      "treatMissingData",
      "metricQueries",
      "metricQueries.0.expression",
      "metricQueries.1.metric.metricName",
      "metricQueries.1.metric.namespace",
      "metricQueries.1.metric.stat",
      "metricQueries.1.metric.period",
      "metricQueries.1.metric.dimensions",
    ],
    awaits: ["datapointsToAlarm"],
  },
  {
    rule: "mute-require-sleep",
    stack: "dev",
    compliant: [
      { title: "the nights in which its service sleeps", subject: mute({}), around: nights },
    ],
    violating: [
      muted("half an hour longer", { duration: "PT11H30M" }),
      muted("the day", { expression: "cron(0 7 * * *)" }),
      muted("another zone's night", { timezone: "Asia/Tokyo" }),
      muted("a service that never sleeps", {}, undefined, nights.slice(0, -2)),
      muted("a day or more", { duration: "P15D" }, '"P15D" is no time of hours and minutes'),
      muted(
        "each hour",
        { expression: "cron(0 * * * *)" },
        '"cron(0 * * * *)" has no one minute and hour',
      ),
    ],
    needs: [
      "muteTargets",
      "rule.schedule.expression",
      "rule.schedule.duration",
      "rule.schedule.timezone",
      "stop:schedule",
      "stop:scalableTargetAction.maxCapacity",
      "stop:timezone",
    ],
  },
  {
    rule: "topic-require-publishers",
    stack: "production",
    compliant: [{ title: "both services", ...published(publishers, publishers) }],
    violating: [
      {
        title: "a topic that alarms can't publish to",
        ...published(publishers.slice(1), publishers),
        message: unpublished("lets cloudwatch.amazonaws.com do no sns:Publish"),
      },
      {
        title: "a key that events can't use",
        ...published(publishers, publishers.slice(0, 1)),
        message: unpublished(
          "lets events.amazonaws.com do no kms:Decrypt",
          "lets events.amazonaws.com do no kms:GenerateDataKey",
        ),
      },
    ],
    needs: ["TopicPolicy:policy", "Key:policy"],
  },
  {
    rule: "alarm-require-listener",
    stack: "production",
    compliant: [
      {
        title: "a topic that has a subscriber",
        subject: alarm("errors", "blue", { props: { actionsEnabled: true } }),
        around: [...groups, ...told],
      },
      {
        title: "a topic that Slack reads",
        subject: alarm("p95", "blue", { topic: "warning" }),
        around: [...groups, ...told],
      },
      {
        title: "a topic that waits for a workspace",
        subject: alarm("p95", "blue", { topic: "warning" }),
        around: [...groups, topic("critical"), topic("warning"), mail()],
      },
      { title: "an event that a topic hears of", subject: waited, around: [heardOf, ...told] },
    ],
    violating: [
      {
        title: "an event without a target",
        subject: waited,
        around: told,
        message:
          'alarm-require-listener: aws:cloudwatch/eventRule:EventRule "subject" tells no topic that anybody reads (OBS-12). Set alarmActions, or an EventTarget, to a topic of the stack that has a subscriber or that Slack\'s channel reads.',
      },
      {
        title: "a topic that waits beside one that nobody reads",
        stack: "dev",
        subject: alarm("errors", "blue"),
        around: [...groups, topic("critical"), topic("warning")],
        message: `${unlistened} "errors-blue" tells no topic that anybody reads ${listen}`,
      },
      {
        title: "a topic that nobody reads",
        subject: alarm("errors", "blue"),
        around: [...groups, topic("critical"), topic("warning"), slack],
        message: `${unlistened} "errors-blue" tells no topic that anybody reads ${listen}`,
      },
      {
        title: "a subscription of a queue",
        subject: alarm("errors", "blue"),
        around: [...groups, topic("critical"), topic("warning"), slack, mail({ protocol: "sqs" })],
        message: `${unlistened} "errors-blue" tells no topic that anybody reads ${listen}`,
      },
      {
        title: "actions that are switched off",
        stack: "dev",
        subject: alarm("errors", "blue", { props: { actionsEnabled: false } }),
        around: [...groups, ...told],
        message: `${unlistened} "errors-blue" has its actions switched off ${listen}`,
      },
    ],
    needs: ["alarmActions", "mail:endpoint", "mail:protocol"],
    awaits: ["actionsEnabled"],
  },
  {
    rule: "ecs-require-rollback-alarms",
    stack: "production",
    compliant: [{ title: "alarms on either side", subject: service(), around: around() }],
    violating: [
      back(
        "no rollback",
        { alarms: { enable: true, rollback: false, alarmNames: names } },
        [],
        "leaves alarms.rollback off",
      ),
      back(
        "an alarm that nobody declares",
        { alarms: { enable: true, rollback: true, alarmNames: [...names, "gone"] } },
        [],
        'watches the alarm "gone", which the stack does not declare',
      ),
      back(
        "one side alone",
        { alarms: { enable: true, rollback: true, alarmNames: ["errors-blue", "p95-blue"] } },
        [],
        [
          'watches no alarm that goes off when 1.1 % of the requests fail in "green"',
          'watches no alarm that goes off when all requests fail of the few that come at night in "green"',
          'watches no alarm that goes off when one answer in twenty takes 2.1 seconds in "green"',
        ].join(" and "),
      ),
      back(
        "an alarm of the other region",
        {},
        [{ ...alarm("p95", "green", { topic: "warning" }), provider: { region: "eu-west-3" } }],
        'watches the alarm "p95-green", which the stack does not declare and watches no alarm that goes off when one answer in twenty takes 2.1 seconds in "green"',
      ),
      back(
        "a wait that ends before the alarm can tell",
        {},
        [alarm("errors", "blue", { period: 180 })],
        "waits 15 minutes (bakeTimeInMinutes), but its slowest alarm needs 15 to go off",
      ),
    ],
    needs: ["alarms.enable", "alarms.rollback", "alarms.alarmNames"],
    awaits: ["deploymentConfiguration.bakeTimeInMinutes"],
  },
  {
    rule: "replication-require-alarm",
    stack: "production",
    compliant: [
      {
        title: "one on the bucket's failures",
        subject: replication("Enabled"),
        around: [documents, ...told, failed("OperationsFailedReplication")],
      },
    ],
    violating: [
      uncopied("none", "Enabled", [], asleep),
      uncopied("on what is pending", "Enabled", [failed("OperationsPendingReplication")], asleep),
      uncopied(
        "on the least",
        "Enabled",
        [failed("OperationsFailedReplication", "Minimum")],
        asleep,
      ),
      uncopied(
        "on another bucket",
        "Enabled",
        [failed("OperationsFailedReplication", "Sum", "other")],
        asleep,
      ),
      uncopied(
        "on what is not counted",
        "Disabled",
        [failed("OperationsFailedReplication")],
        'counts nothing by the rule "everything"',
      ),
    ],
    needs: ["rules", "rules.0.destination.metrics.status"],
  },
  {
    rule: "event-require-listener",
    stack: "production",
    compliant: [
      { title: "a mail of each", subject: plan, around: [...told, events({}), sent("critical")] },
      {
        title: "staging's channel",
        stack: "staging",
        subject: plan,
        around: [...told, events({}), sent("warning")],
      },
      {
        title: "a release that waits",
        subject: pausing,
        around: [...told, waiting({}, "events"), sent("critical")],
      },
      {
        title: "what tells of it",
        subject: waiting({}),
        around: [{ ...pausing, name: "service" }],
      },
    ],
    violating: [
      missed(
        "of those that succeeded",
        [events({ detail: { state: ["COMPLETED"] } }), sent("critical")],
        missing(ends.flatMap((end) => jobs.map((job) => `${job}: ${end}`)).join(", ")),
      ),
      missed(
        "of what failed, but not of what ran out of time",
        [
          events({ detail: { $or: [{ state: ["ABORTED", "FAILED"] }, { status: ends }] } }),
          sent("critical"),
        ],
        missing("Backup Job State Change: EXPIRED, Copy Job State Change: EXPIRED"),
      ),
      missed(
        "in a channel that nobody is woken by",
        [events({}), sent("warning")],
        missing(ends.flatMap((end) => jobs.map((job) => `${job}: ${end}`)).join(", ")),
      ),
      missed(
        "of what begins so",
        [events({ source: [{ prefix: "aws." }] }), sent("critical")],
        'the rule could not read aws:backup/plan:Plan "subject": source is matched by an operator',
      ),
      {
        title: "a release of another cluster",
        subject: pausing,
        around: [...told, waiting({ clusterArn: ["arn:green"] }, "events"), sent("critical")],
        message: unnoticed(
          'aws:ecs/service:Service "subject" is heard by nobody on ECS Hook State Change: HOOK_AWAITING_ACTION',
        ),
      },
      {
        title: "every hook",
        subject: waiting({ eventName: ["HOOK_AWAITING_ACTION", "HOOK_COMPLETED"] }),
        around: [{ ...pausing, name: "service" }],
        message: unnoticed(
          'aws:cloudwatch/eventRule:EventRule "subject" hears of what is as it should be: ECS Hook State Change: HOOK_COMPLETED',
        ),
      },
      {
        title: "what never comes",
        subject: waiting({ never: ["x"] }),
        around: [{ ...pausing, name: "service" }],
        message: unnoticed(
          'aws:cloudwatch/eventRule:EventRule "subject" hears of nothing that is waited for',
        ),
      },
    ],
    needs: ["events:eventPattern"],
  },
];
