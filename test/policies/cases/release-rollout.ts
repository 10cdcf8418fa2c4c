import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const service = declaring("aws:ecs/service:Service");

const canary = (configuration: object = {}, more: object = {}): Declared["props"] => ({
  deploymentConfiguration: {
    strategy: "CANARY",
    bakeTimeInMinutes: "15",
    canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "30", ...configuration },
    ...more,
  },
});
const linear = (stepPercent: number): Declared["props"] => ({
  deploymentConfiguration: {
    strategy: "LINEAR",
    linearConfiguration: { stepPercent },
    bakeTimeInMinutes: "15",
  },
});
const rolling = { deploymentConfiguration: { strategy: "ROLLING" } };

/** A rule before a service that shifts traffic by it. */
const shiftedBy = (ignoreChanges: readonly string[]) => ({
  subject: declaring("aws:lb/listenerRule:ListenerRule")({}, { ignoreChanges }),
  around: [
    service(canary(), {
      name: "service",
      from: { loadBalancers: ["subject"] },
      ignoreChanges: ["desiredCount", "loadBalancers"],
    }),
  ],
});
const resourceId = "service/acme/accounts";
const target = (ignoreChanges: readonly string[]): Declared =>
  declaring("aws:appautoscaling/target:Target")({ resourceId }, { ignoreChanges });
const stop = declaring("aws:appautoscaling/scheduledAction:ScheduledAction")(
  { resourceId },
  { name: "stop" },
);
const ignores = (what: string): string =>
  `update-require-ignored: ${what} (PRC-20). Set opts.ignoreChanges so.`;

const paused = canary(
  {},
  {
    lifecycleHooks: [
      { targetType: "AWS_LAMBDA" },
      { targetType: "PAUSE", timeoutConfiguration: { timeoutInMinutes: "240" } },
    ],
  },
);

const path = "deploymentConfiguration";

const slow = (what: string): string =>
  `ecs-require-slow-start: aws:ecs/service:Service "subject" ${what} (REL-4, REL-5, REL-15). Set the deploymentConfiguration so.`;

export const rolloutCases: readonly RuleCases[] = [
  {
    rule: "ecs-require-slow-start",
    stack: "production",
    compliant: [
      { title: "a canary of 5 % for half an hour", subject: service(canary()) },
      { title: "steps of 10 %", subject: service(linear(10)) },
      { title: "ten minutes", subject: service(canary({}, { bakeTimeInMinutes: "10" })) },
    ],
    violating: [
      {
        title: "a canary of half for five minutes",
        subject: service(canary({ canaryPercent: 50, canaryBakeTimeInMinutes: "5" })),
        message: slow(
          "gives a new revision 50 % of the traffic at first and watches its canary 5 minutes",
        ),
      },
      {
        title: "steps of a quarter",
        subject: service(linear(25)),
        message: slow("gives a new revision 25 % of the traffic at first"),
      },
      {
        title: "a former revision that goes after a minute",
        subject: service(canary({}, { bakeTimeInMinutes: "1" })),
        message: slow("keeps the former revision 1 minutes"),
      },
    ],
    notApplicable: [
      { title: "no strategy, which another rule forbids", subject: service({}) },
      { title: "rolling, which another rule forbids", subject: service(rolling) },
      { title: "staging", stack: "staging", subject: service(canary({ canaryPercent: 50 })) },
    ],
    needs: [
      `${path}.bakeTimeInMinutes`,
      `${path}.canaryConfiguration`,
      `${path}.canaryConfiguration.canaryPercent`,
      `${path}.canaryConfiguration.canaryBakeTimeInMinutes`,
    ],
    awaits: [`${path}.strategy`],
  },
  {
    rule: "update-require-ignored",
    stack: "staging",
    compliant: [
      {
        title: "what ECS moves",
        subject: service(canary(), { ignoreChanges: ["loadBalancers", "desiredCount"] }),
      },
      { title: "a rule that ECS rewrites", ...shiftedBy(["actions"]) },
      {
        title: "a target whose schedule sets its limits",
        subject: target(["minCapacity", "maxCapacity"]),
        around: [stop],
      },
    ],
    violating: [
      {
        title: "a number that autoscaling changes",
        subject: service(rolling),
        message: ignores(
          'aws:ecs/service:Service "subject" sets desiredCount again that AWS has changed',
        ),
      },
      {
        title: "everything",
        subject: service(canary(), { ignoreChanges: ["desiredCount", "loadBalancers", "*"] }),
        message: ignores('aws:ecs/service:Service "subject" never changes * again'),
      },
      {
        title: "a rule's conditions, not its actions",
        ...shiftedBy(["conditions"]),
        message: ignores(
          'aws:lb/listenerRule:ListenerRule "subject" sets actions again that AWS has changed and never changes conditions again',
        ),
      },
      {
        title: "a limit that wakes what sleeps",
        subject: target(["minCapacity"]),
        around: [stop],
        message: ignores(
          'aws:appautoscaling/target:Target "subject" sets maxCapacity again that AWS has changed',
        ),
      },
      {
        title: "a bucket's policy",
        subject: declaring("aws:s3/bucketPolicy:BucketPolicy")({}, { ignoreChanges: ["policy"] }),
        message: ignores('aws:s3/bucketPolicy:BucketPolicy "subject" never changes policy again'),
      },
    ],
    notApplicable: [{ title: "nothing", subject: target([]) }],
    needs: [],
    awaits: [`${path}.strategy`],
  },
  {
    rule: "ecs-require-update-timeout",
    stack: "production",
    compliant: [
      {
        title: "longer than canary, bake and pause",
        subject: service({ ...paused, waitForSteadyState: true }, { updateTimeout: "6h" }),
      },
    ],
    violating: [
      {
        title: "shorter than its pause",
        subject: service({ ...paused, waitForSteadyState: true }, { updateTimeout: "4h45m" }),
        message:
          'ecs-require-update-timeout: aws:ecs/service:Service "subject" waits 285 minutes for a deployment that pauses and bakes 285 (PRC-8). Set customTimeouts.update to more than 285m.',
      },
      {
        title: "the provider's own",
        subject: service({ ...canary(), waitForSteadyState: true }),
        message:
          'ecs-require-update-timeout: aws:ecs/service:Service "subject" waits 20 minutes for a deployment that pauses and bakes 45 (PRC-8). Set customTimeouts.update to more than 45m.',
      },
    ],
    notApplicable: [
      { title: "an update that waits for nothing", subject: service(paused) },
      { title: "rolling", subject: service({ ...rolling, waitForSteadyState: true }) },
    ],
    needs: [
      `${path}.bakeTimeInMinutes`,
      `${path}.lifecycleHooks.1.timeoutConfiguration.timeoutInMinutes`,
    ],
    awaits: ["waitForSteadyState", `${path}.strategy`],
  },
];
