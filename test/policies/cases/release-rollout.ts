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
  deploymentConfiguration: { strategy: "LINEAR", linearConfiguration: { stepPercent } },
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

export const rolloutCases: readonly RuleCases[] = [
  {
    rule: "ecs-require-small-step",
    stack: "production",
    compliant: [
      { title: "a canary of 5 %", subject: service(canary()) },
      { title: "steps of 10 %", subject: service(linear(10)) },
    ],
    violating: [
      {
        title: "a canary of half",
        subject: service(canary({ canaryPercent: 50 })),
        message:
          'ecs-require-small-step: aws:ecs/service:Service "subject" gives a new revision 50 % of the traffic at first; production at most 10 (REL-4). Set deploymentConfiguration.canaryConfiguration.canaryPercent to 10 or less.',
      },
      {
        title: "steps of a quarter",
        subject: service(linear(25)),
        message:
          'ecs-require-small-step: aws:ecs/service:Service "subject" gives a new revision 25 % of the traffic at first; production at most 10 (REL-4). Set deploymentConfiguration.linearConfiguration.stepPercent to 10 or less.',
      },
    ],
    notApplicable: [
      { title: "no strategy, which another rule forbids", subject: service({}) },
      { title: "rolling, which another rule forbids", subject: service(rolling) },
      { title: "staging", stack: "staging", subject: service(canary({ canaryPercent: 50 })) },
    ],
    needs: [`${path}.canaryConfiguration`, `${path}.canaryConfiguration.canaryPercent`],
    awaits: [`${path}.strategy`],
  },
  {
    rule: "ecs-require-canary-time",
    stack: "production",
    compliant: [{ title: "half an hour", subject: service(canary()) }],
    violating: [
      {
        title: "five minutes",
        subject: service(canary({ canaryBakeTimeInMinutes: "5" })),
        message:
          'ecs-require-canary-time: aws:ecs/service:Service "subject" watches its canary 5 minutes; production needs at least 30 (REL-5). Set deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes to 30.',
      },
      {
        title: "no whole number",
        subject: service(canary({ canaryBakeTimeInMinutes: "30m" })),
        message:
          'ecs-require-canary-time: the rule could not read aws:ecs/service:Service "subject": deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes is a text, not a whole number (REL-5). Set canaryBakeTimeInMinutes to 30.',
      },
    ],
    notApplicable: [
      {
        title: "staging",
        stack: "staging",
        subject: service(canary({ canaryBakeTimeInMinutes: "5" })),
      },
      { title: "no strategy, which another rule forbids", subject: service({}) },
      { title: "linear", subject: service(linear(10)) },
    ],
    needs: [`${path}.canaryConfiguration`, `${path}.canaryConfiguration.canaryBakeTimeInMinutes`],
    awaits: [`${path}.strategy`],
  },
  {
    rule: "ecs-require-settling-time",
    stack: "production",
    compliant: [
      { title: "ten minutes", subject: service(canary({}, { bakeTimeInMinutes: "10" })) },
      { title: "a quarter of an hour", subject: service(canary()) },
    ],
    violating: [
      {
        title: "a minute",
        subject: service(canary({}, { bakeTimeInMinutes: "1" })),
        message:
          'ecs-require-settling-time: aws:ecs/service:Service "subject" keeps the former revision 1 minutes; production needs at least 10 (REL-15). Set deploymentConfiguration.bakeTimeInMinutes to 10.',
      },
    ],
    notApplicable: [
      {
        title: "staging",
        stack: "staging",
        subject: service(canary({}, { bakeTimeInMinutes: "1" })),
      },
      { title: "rolling", subject: service(rolling) },
    ],
    needs: [`${path}.bakeTimeInMinutes`],
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
  {
    rule: "ecs-forbid-exec",
    stack: "staging",
    compliant: [{ title: "off", subject: service({ enableExecuteCommand: false }) }],
    violating: [
      {
        title: "on",
        subject: service({ enableExecuteCommand: true }),
        message:
          'ecs-forbid-exec: aws:ecs/service:Service "subject" lets a shell be opened in its tasks (ACC-7). Set enableExecuteCommand to false.',
      },
    ],
    notApplicable: [
      { title: "dev", stack: "dev", subject: service({ enableExecuteCommand: true }) },
    ],
    needs: ["enableExecuteCommand"],
  },
];
