import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const dimension = { scalableDimension: "ecs:service:DesiredCount" };
const named = (id: string) => ({ ...dimension, resourceId: `service/cluster/${id}` });

const target = (props: object, more: Partial<Declared> = {}): Declared =>
  declaring("aws:appautoscaling/target:Target")({ ...named("accounts"), ...props }, more);

const growing = (predefinedMetricType: string): Declared =>
  declaring("aws:appautoscaling/policy:Policy")(
    {
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType },
      },
    },
    { name: "growing", from: { resourceId: ["subject"] } },
  );

const action = (
  name: string,
  maxCapacity: unknown,
  id = "accounts",
  schedule = maxCapacity === 0 ? "cron(0 20 ? * * *)" : "cron(0 7 ? * MON-FRI *)",
): Declared =>
  declaring("aws:appautoscaling/scheduledAction:ScheduledAction")(
    { ...named(id), schedule, scalableTargetAction: { minCapacity: maxCapacity, maxCapacity } },
    { name },
  );

const service = (name: string, containerName: string): Declared =>
  declaring("aws:ecs/service:Service")({ loadBalancers: [{ containerName }] }, { name });

const cell = (name: string, tasks: number, of: string): Declared => ({
  ...target({ minCapacity: tasks, maxCapacity: tasks }, { from: { resourceId: [of] } }),
  name,
});

const budget = declaring("aws:budgets/budget:Budget");
const alert = (notificationType: unknown) => ({
  notificationType,
  subscriberEmailAddresses: ["operations@acme.example"],
});

export const costCases: readonly RuleCases[] = [
  {
    rule: "scaling-require-sleep",
    stack: "dev",
    compliant: [
      {
        title: "stopped and started",
        subject: target({}),
        around: [action("stop", 0), action("start", 1)],
      },
      {
        title: "at weekends alone",
        subject: target({}),
        around: [
          action("stop", 0, "accounts", "cron(0 8 ? * 7 *)"),
          action("start", 1, "accounts", "cron(0 8 ? * MON *)"),
        ],
      },
    ],
    violating: [
      {
        title: "awake for ever",
        subject: target({}),
        message:
          'scaling-require-sleep: aws:appautoscaling/target:Target "subject" is never stopped and is never started again (COST-3). Declare a ScheduledAction with maxCapacity 0 that comes each week, and one that starts them again.',
      },
      {
        title: "asleep for ever",
        subject: target({}),
        around: [action("stop", 0)],
        message:
          'scaling-require-sleep: aws:appautoscaling/target:Target "subject" is never started again (COST-3). Declare a ScheduledAction with maxCapacity 0 that comes each week, and one that starts them again.',
      },
      ...(
        [
          ["cron(0 7 ? * * *)", "sleeps for 0 hours a week; at least 40 are meant"],
          ["cron(0 20 ? * MON,3 *)", "sleeps for 22 hours a week; at least 40 are meant"],
        ] as const
      ).map(([schedule, what]) => ({
        title: `stopped by ${schedule}`,
        subject: target({}),
        around: [
          action("stop", 0, "accounts", schedule),
          action("start", 1, "accounts", "cron(0 7 ? * * *)"),
        ],
        message: `scaling-require-sleep: aws:appautoscaling/target:Target "subject" ${what} (COST-3). Declare a ScheduledAction with maxCapacity 0 that comes each week, and one that starts them again.`,
      })),
      ...["cron(0 20 30 2 ? *)", "at(2020-01-01T20:00:00)", "cron(0 20 ? * MON-FRI 2020)"].map(
        (schedule) => ({
          title: `stopped by ${schedule}`,
          subject: target({}),
          around: [action("stop", 0, "accounts", schedule), action("start", 1)],
          message: `scaling-require-sleep: the rule could not read aws:appautoscaling/target:Target "subject": "${schedule}" does not come each week, as cron(0 20 ? * MON-FRI *) does (COST-3). Declare a ScheduledAction with maxCapacity 0 that comes each week, and one that starts them again.`,
        }),
      ),
      {
        title: "another service's schedule",
        subject: target({}),
        around: [action("stop", 0, "admin"), action("start", 1, "admin")],
        message:
          'scaling-require-sleep: aws:appautoscaling/target:Target "subject" is never stopped and is never started again (COST-3). Declare a ScheduledAction with maxCapacity 0 that comes each week, and one that starts them again.',
      },
    ],
    notApplicable: [
      { title: "production", stack: "production", subject: target({}) },
      {
        title: "a warm cell beside one that sleeps",
        subject: target(named("green"), { from: { resourceId: ["green"] } }),
        around: [
          service("green", "accounts"),
          service("blue", "accounts"),
          target({}, { name: "other", from: { resourceId: ["blue"] } }),
          action("stop", 0),
          action("start", 1),
        ],
      },
    ],
    needs: ["resourceId", "stop:scalableTargetAction.maxCapacity", "stop:schedule"],
  },
  {
    rule: "scaling-require-spare-task",
    stack: "production",
    compliant: [
      {
        title: "two, and more while they are busy",
        subject: target({ minCapacity: 2, maxCapacity: 4 }),
        around: [growing("ECSServiceAverageCPUUtilization")],
      },
      {
        title: "none, while another cell serves",
        subject: cell("green", 0, "green-accounts"),
        around: [
          service("green-accounts", "accounts"),
          service("blue-accounts", "accounts"),
          cell("blue", 2, "blue-accounts"),
        ],
      },
    ],
    violating: [
      {
        title: "none at night",
        subject: target({ minCapacity: 0, maxCapacity: 4 }),
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "subject" keeps 0 task; production needs at least 2 (ENV-10). Set minCapacity to 2.',
      },
      {
        title: "none at night, while another cell serves",
        subject: {
          ...cell("green", 0, "green-accounts"),
          props: target({ minCapacity: 0, maxCapacity: 4 }).props,
        },
        around: [
          service("green-accounts", "accounts"),
          service("blue-accounts", "accounts"),
          cell("blue", 2, "blue-accounts"),
        ],
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "green" keeps 0 task; production needs at least 2 (ENV-10). Set minCapacity to 2.',
      },
      {
        title: "two, and never more",
        subject: target({ minCapacity: 2, maxCapacity: 4 }),
        around: [growing("ECSServiceAverageMemoryUtilization")],
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "subject" grows by no policy that looks at how busy its tasks are (ENV-10). Set minCapacity to 2.',
      },
      {
        title: "fewer than it keeps",
        subject: target({ minCapacity: 2, maxCapacity: 1 }),
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "subject" keeps 2 tasks and may have 1 (ENV-10). Set minCapacity to 2.',
      },
      {
        title: "one",
        subject: target({ minCapacity: 1, maxCapacity: 4 }),
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "subject" keeps 1 task; production needs at least 2 (ENV-10). Set minCapacity to 2.',
      },
      {
        title: "none, and another cell serves something else",
        subject: cell("green", 0, "green-accounts"),
        around: [
          service("green-accounts", "accounts"),
          service("blue-admin", "admin"),
          cell("blue", 2, "blue-admin"),
        ],
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "green" keeps no task, and no other cell serves its workload (ENV-10). Set minCapacity to 2.',
      },
      {
        title: "none, of nobody knows what",
        subject: target({ minCapacity: 0, maxCapacity: 0 }),
        message:
          'scaling-require-spare-task: aws:appautoscaling/target:Target "subject" keeps no task, and no other cell serves its workload (ENV-10). Set minCapacity to 2.',
      },
    ],
    notApplicable: [
      { title: "dev", stack: "dev", subject: target({ minCapacity: 0, maxCapacity: 1 }) },
    ],
    needs: ["minCapacity", "maxCapacity"],
  },
  {
    rule: "environment-require-budget",
    stack: "dev",
    compliant: [
      {
        title: "both",
        subject: budget({
          limitAmount: "200",
          notifications: [alert("ACTUAL"), alert("FORECASTED")],
        }),
      },
      {
        title: "both, to a topic",
        subject: budget({
          limitAmount: "0.5",
          notifications: ["ACTUAL", "FORECASTED"].map((notificationType) => ({
            notificationType,
            subscriberSnsTopicArns: ["arn:topic"],
          })),
        }),
      },
    ],
    violating: [
      {
        title: "none",
        message:
          'environment-require-budget: pulumi:pulumi:Stack "platform-dev" declares no budget, so that nobody hears what it costs (COST-2). Declare a Budget with notifications of the types ACTUAL and FORECASTED with subscribers.',
      },
      {
        title: "nothing",
        subject: budget({ limitAmount: "0" }),
        message:
          'environment-require-budget: the rule could not read aws:budgets/budget:Budget "subject": limitAmount is "0", not an amount (COST-2). Declare a Budget with notifications of the types ACTUAL and FORECASTED with subscribers.',
      },
      {
        title: "what was spent alone",
        subject: budget({ limitAmount: "200", notifications: [alert("ACTUAL")] }),
        message:
          'environment-require-budget: aws:budgets/budget:Budget "subject" tells nobody of FORECASTED costs (COST-2). Declare a Budget with notifications of the types ACTUAL and FORECASTED with subscribers.',
      },
      {
        title: "both, to nobody",
        subject: budget({
          limitAmount: "200",
          notifications: [
            { notificationType: "ACTUAL", subscriberEmailAddresses: [] },
            { notificationType: "FORECASTED" },
          ],
        }),
        message:
          'environment-require-budget: aws:budgets/budget:Budget "subject" tells nobody of ACTUAL costs and tells nobody of FORECASTED costs (COST-2). Declare a Budget with notifications of the types ACTUAL and FORECASTED with subscribers.',
      },
    ],
    needs: ["limitAmount", "notifications", "notifications.0.notificationType"],
  },
];
