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

const rule = (name: string, ignoreChanges: readonly string[]): Declared =>
  declaring("aws:lb/listenerRule:ListenerRule")({ priority: 1 }, { name, ignoreChanges });
const byRules = { from: { loadBalancers: ["production", "test"] } };

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
    rule: "ecs-require-ignored-count",
    stack: "dev",
    compliant: [{ title: "left alone", subject: service({}, { ignoreChanges: ["desiredCount"] }) }],
    violating: [
      {
        title: "set again",
        subject: service({}),
        message:
          'ecs-require-ignored-count: aws:ecs/service:Service "subject" sets desiredCount again that autoscaling has changed (PRC-20). Add desiredCount to opts.ignoreChanges.',
      },
    ],
    needs: [],
  },
  {
    rule: "ecs-require-ignored-actions",
    stack: "staging",
    compliant: [
      {
        title: "left alone",
        subject: service(canary(), byRules),
        around: [rule("production", ["actions"]), rule("test", ["actions"])],
      },
    ],
    violating: [
      {
        title: "one of them set again",
        subject: service(canary(), byRules),
        around: [rule("production", ["actions"]), rule("test", ["conditions"])],
        message:
          'ecs-require-ignored-actions: aws:ecs/service:Service "subject" shifts traffic by "test", whose actions an update writes again (PRC-20). Add actions to opts.ignoreChanges of the listener rules.',
      },
      {
        title: "another stack's",
        subject: service(canary()),
        message:
          'ecs-require-ignored-actions: aws:ecs/service:Service "subject" names listener rules that its stack does not declare (PRC-20). Add actions to opts.ignoreChanges of the listener rules.',
      },
    ],
    notApplicable: [
      {
        title: "rolling",
        subject: service(rolling, byRules),
        around: [rule("production", []), rule("test", [])],
      },
    ],
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
