import type { RuleCases, Violating } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const project = declaring("neon:index:Project")({ name: "acme-production" });

const schedule = (expression = "cron(0 1 * * ? *)"): Declared =>
  declaring("aws:scheduler/schedule:Schedule")(
    { scheduleExpression: expression },
    { name: "schedule", from: { target: ["task"] } },
  );

const task = (container = "database-backup"): Declared =>
  declaring("aws:ecs/taskDefinition:TaskDefinition")(
    { containerDefinitions: JSON.stringify([{ name: container }]) },
    { name: "task" },
  );

const overdue = (change: object = {}, environment = "production"): Declared =>
  declaring("aws:cloudwatch/metricAlarm:MetricAlarm")(
    {
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 30,
      treatMissingData: "breaching",
      alarmActions: ["arn:critical"],
      metricQueries: [
        {
          id: "backups",
          metric: {
            namespace: "Platform/Backups",
            metricName: "DatabaseBackedUp",
            dimensions: { Environment: environment },
            stat: "Sum",
            period: 3_600,
          },
          returnData: true,
        },
      ],
      ...change,
    },
    { name: "overdue", from: { alarmActions: ["critical"] } },
  );

const topic = declaring("aws:sns/topic:Topic")({}, { name: "critical" });
const mail = declaring("aws:sns/topicSubscription:TopicSubscription")(
  { protocol: "email", endpoint: "oncall@acme.example" },
  { name: "mail", from: { topic: ["critical"] } },
);

const files = declaring("cloudflare:index/r2Bucket:R2Bucket")({}, { name: "files" });
const whole = [schedule(), task(), overdue(), topic, mail];
const instead = (...others: readonly Declared[]): readonly Declared[] => [
  ...whole.filter(({ name }) => !others.some((other) => other.name === name)),
  ...others,
];
const lacking = (title: string, around: readonly Declared[], what: string): Violating => ({
  title,
  subject: project,
  around,
  message: `database-require-scheduled-backup: neon:index:Project "subject" ${what} (BAK-20). Release database-backup and name backupRecipients, or mend what it says.`,
});
const unheard = "is missed by nobody when no backup was made";

export const scheduledBackupCases: RuleCases = {
  rule: "database-require-scheduled-backup",
  stack: "production",
  compliant: [
    {
      title: "a schedule of each day, a task that may write, an alarm",
      subject: project,
      around: whole,
    },
  ],
  notApplicable: [
    { title: "what waits for a release of the image", subject: project, around: [files] },
    { title: "what keeps no files, and so no backups", stack: "staging", subject: project },
    { title: "a schedule of something else", subject: project, around: instead(task("another")) },
  ],
  violating: [
    {
      ...lacking(
        "none though the image has a release",
        [files],
        "is backed up by no schedule, though database-backup has a release here",
      ),
      stack: "staging",
    },
    lacking(
      "a schedule of each week",
      instead(schedule("cron(0 1 ? * SUN *)")),
      "is looked after every 7 days, not each day",
    ),
    lacking(
      "an alarm that takes silence for well",
      instead(overdue({ treatMissingData: "notBreaching" })),
      unheard,
    ),
    lacking("an alarm on another's", instead(overdue({}, "staging")), unheard),
    lacking("an alarm that waits for days", instead(overdue({ evaluationPeriods: 100 })), unheard),
    lacking(
      "an alarm that nobody reads",
      whole.filter(({ name }) => name !== "mail"),
      unheard,
    ),
  ],
  needs: [
    "schedule:scheduleExpression",
    "task:containerDefinitions",
    "overdue:metricQueries",
    "overdue:treatMissingData",
  ],
};
