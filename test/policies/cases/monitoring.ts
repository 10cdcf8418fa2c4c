import type { RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const slack = declaring("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration");
const logs = declaring("aws:cloudwatch/logGroup:LogGroup");
const trail = declaring("aws:cloudtrail/trail:Trail");
const detector = declaring("aws:guardduty/detector:Detector");
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

export const monitoringCases: readonly RuleCases[] = [
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
];
