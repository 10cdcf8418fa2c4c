import type { EstateCases } from "../support/cases";
import type { Declared } from "../support/declared";

const named =
  (type: string) =>
  (props: Declared["props"], name = "subject"): Declared => ({ type, name, props });

const provider = named("pulumi:providers:aws");
const cloudflare = named("pulumi:providers:cloudflare");
const record = named("cloudflare:index/dnsRecord:DnsRecord");
const project = named("neon:index:Project");
const branch = named("neon:index:Branch");
const bucket = named("aws:s3/bucket:Bucket");
const r2 = named("cloudflare:index/r2Bucket:R2Bucket");
const service = named("aws:ecs/service:Service");
const secretVersion = named("aws:secretsmanager/secretVersion:SecretVersion");
const environmentSecret = named("github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret");
const version = named("cloudflare:index/workerVersion:WorkerVersion");

const lambda = (audience: string): Declared =>
  named("aws:lambda/function:Function")({
    environment: { variables: { LOGIN_AUDIENCE: audience } },
  });

const budget = named("aws:budgets/budget:Budget");
const flowLog = named("aws:ec2/flowLog:FlowLog");
const root = named("pulumi:pulumi:Stack")({}, "platform-production");

const authority = `-----BEGIN CERTIFICATE-----\n${"a1".repeat(20)}\n-----END CERTIFICATE-----`;
const key = "arn:aws:kms:eu-west-1:333333333333:key/1234-abcd";

const gate = (environment: string, ...teams: readonly unknown[]): Declared => ({
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  name: environment,
  props: { repository: "platform", environment, reviewers: [{ teams }] },
});
const access = (teamId: string): Declared => ({
  type: "github:index/teamRepository:TeamRepository",
  name: `team-${teamId}`,
  props: { repository: "platform", teamId, permission: "pull" },
});
const rulesetOf = (props: Declared["props"]): Declared => ({
  type: "github:index/repositoryRuleset:RepositoryRuleset",
  name: "main",
  props,
});
const deployedTo = (...requiredDeploymentEnvironments: readonly string[]): Declared =>
  rulesetOf({ rules: { requiredDeployments: { requiredDeploymentEnvironments } } });
const issuer = "token.actions.githubusercontent.com";
const trusting = (environment: string): Declared => ({
  type: "aws:iam/role:Role",
  name: "deploy",
  props: {
    assumeRolePolicy: JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuer}:environment`]: environment } },
      },
    }),
  },
});

export const estateCases: readonly EstateCases[] = [
  {
    rule: "identity-isolate",
    compliant: [
      {
        title: "a bucket each, and two that Pulumi names",
        estate: {
          dev: [r2({ name: "acme-dev-documents" }), bucket({}, "unnamed")],
          staging: [r2({ name: "acme-staging-documents" }), bucket({}, "unnamed")],
        },
      },
      {
        title: "a project each",
        estate: {
          dev: [project({ name: "acme-dev" })],
          staging: [project({ name: "acme-staging" })],
        },
      },
      {
        title: "a token each",
        estate: {
          dev: [cloudflare({ apiToken: "d" })],
          production: [cloudflare({ apiToken: "p" })],
        },
      },
      {
        title: "a key each",
        estate: {
          dev: [bucket({ kmsKeyId: key.replace("333333333333", "111111111111") })],
          production: [bucket({ kmsKeyId: key })],
        },
      },
      {
        title: "one organisation, one release of a day and one authority's certificate",
        estate: {
          dev: [
            r2({
              name: "acme-dev",
              a: "org-bold-sun-33333333",
              b: "late-release-20261130",
              c: authority,
            }),
          ],
          production: [
            service({ a: "org-bold-sun-33333333", b: "late-release-20261130", c: authority }),
            secretVersion({ secretString: authority }),
          ],
        },
      },
      {
        title: "dev's key and secret in a pull request",
        estate: {
          dev: [secretVersion({ secretString: "one-for-both" }), service({ key })],
          "pr-7": [secretVersion({ secretString: "one-for-both" }), service({ key })],
        },
      },
      {
        title: "one secret at several places of one environment",
        estate: {
          dev: [secretVersion({ secretString: "d" }), environmentSecret({ value: "d" }, "copy")],
          production: [secretVersion({ secretString: "p" })],
        },
      },
    ],
    violating: [
      {
        title: "one bucket for three",
        estate: {
          dev: [bucket({ bucket: "documents" })],
          staging: [bucket({ bucket: "documents" })],
          production: [bucket({ bucket: "documents" })],
        },
        message:
          'identity-isolate: aws:s3/bucket:Bucket "subject" shares a bucket with production and staging (ISO-4). Give the environment one of its own, named after it.',
      },
      {
        title: "a branch in another's project",
        estate: {
          staging: [branch({ projectId: "bold-sun-33333333" })],
          production: [branch({ projectId: "bold-sun-33333333" })],
        },
        message:
          'identity-isolate: neon:index:Branch "subject" shares a Neon project with production (ISO-4). Give the environment one of its own, named after it.',
      },
      {
        title: "one token for two",
        estate: {
          dev: [cloudflare({ apiToken: "x" })],
          production: [cloudflare({ apiToken: "x" })],
        },
        message:
          'identity-isolate: pulumi:providers:cloudflare "subject" shares a Cloudflare token with production (ISO-4). Give the environment one of its own, named after it.',
      },
      {
        title: "one key for two, wherever it is used",
        estate: {
          dev: [bucket({ rules: [{ encryption: { key } }] })],
          production: [service({ kmsKeyId: key })],
        },
        message: `identity-isolate: aws:s3/bucket:Bucket "subject" shares a KMS key with production (ISO-4). Give the environment one of its own, named after it.`,
      },
      {
        title: "one secret for two",
        estate: {
          dev: [secretVersion({ secretString: "x" })],
          staging: [secretVersion({ secretString: "x" })],
        },
        message: `identity-isolate: aws:secretsmanager/secretVersion:SecretVersion "subject" shares a secret's value with staging (ISO-4). Give the environment one of its own, named after it.`,
      },
      {
        title: "one secret for two, in different stores",
        estate: {
          dev: [version({ bindings: [{ name: "K", type: "secret_text", text: "x" }] })],
          production: [secretVersion({ secretString: "x" })],
        },
        message: `identity-isolate: cloudflare:index/workerVersion:WorkerVersion "subject" shares a secret's value with production (ISO-4). Give the environment one of its own, named after it.`,
      },
      {
        title: "a pull request that is told of production's password, in a URL and alone",
        estate: {
          "pr-7": [environmentSecret({ note: "postgresql://app:hunter2hunter2@db" })],
          production: [secretVersion({ secretString: "postgresql://app:hunter2hunter2@x/app" })],
        },
        message: `identity-isolate: github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret "subject" shares a secret's value with production (ISO-4). Give the environment one of its own, named after it.`,
      },
      {
        title: "production's database by its host, whatever its case",
        estate: {
          staging: [service({ host: "EP-green-lake-61845641-pooler.eu-central-1.aws.neon.tech" })],
          production: [secretVersion({ secretString: "ep-green-lake-61845641.aws.neon.tech" })],
        },
        message: `identity-isolate: aws:ecs/service:Service "subject" shares a Neon project with production (ISO-4). Give the environment one of its own, named after it.`,
      },
      {
        title: "production's resource where a card wants one's own",
        estate: {
          staging: [version({ bindings: [{ name: "DB", id: "a1".repeat(16) }] })],
          production: [version({ bindings: [{ name: "DB", id: "a1".repeat(16) }] })],
        },
        message: `identity-isolate: cloudflare:index/workerVersion:WorkerVersion "subject" shares a resource with production (ISO-4). Give the environment one of its own, named after it.`,
      },
      {
        title: "tokens for production's login",
        estate: {
          staging: [lambda("b".repeat(64))],
          production: [lambda("b".repeat(64))],
        },
        message: `identity-isolate: aws:lambda/function:Function "subject" shares a login with production (ISO-4). Give the environment one of its own, named after it.`,
      },
    ],
  },
  {
    rule: "github-require-declared-references",
    compliant: [
      {
        title: "reviewers with access",
        estate: { production: [gate("production", 12)], shared: [access("12")] },
      },
      {
        title: "a deployment to staging",
        estate: { shared: [deployedTo("staging")], staging: [gate("staging")] },
      },
      {
        title: "a role for jobs of a gate",
        estate: { dev: [trusting("dev"), gate("dev", 11)] },
      },
      {
        title: "a pull request's role for jobs of dev's gate",
        estate: { "pr-7": [trusting("dev")], dev: [gate("dev", 11)] },
      },
    ],
    violating: [
      {
        title: "a reviewer without access",
        estate: { production: [gate("production", 12, 3999)], shared: [access("12")] },
        message:
          'github-require-declared-references: github:index/repositoryEnvironment:RepositoryEnvironment "production" names team 3999, which has no access to the repository (PIP-4). Name one that is declared, grant the team access to the repository, or declare the environment.',
      },
      {
        title: "a team without access that passes by a ruleset",
        estate: {
          shared: [
            rulesetOf({ bypassActors: [{ actorId: 3999, actorType: "Team" }] }),
            access("12"),
          ],
        },
        message:
          'github-require-declared-references: github:index/repositoryRuleset:RepositoryRuleset "main" names team 3999, which has no access to the repository (PIP-4). Name one that is declared, grant the team access to the repository, or declare the environment.',
      },
      {
        title: "a deployment to what nobody declares, beside one to staging",
        estate: { shared: [deployedTo("staging", "acceptance")], staging: [gate("staging")] },
        message:
          'github-require-declared-references: github:index/repositoryRuleset:RepositoryRuleset "main" names the GitHub environment "acceptance", which no stack declares (PIP-4). Name one that is declared, grant the team access to the repository, or declare the environment.',
      },
      {
        title: "a role for jobs of a gate that is gone",
        estate: { dev: [trusting("dev"), gate("dev-preview", 11)] },
        message:
          'github-require-declared-references: aws:iam/role:Role "deploy" names the GitHub environment "dev", which no stack declares (PIP-4). Name one that is declared, grant the team access to the repository, or declare the environment.',
      },
    ],
  },
  {
    rule: "account-isolate",
    compliant: [
      {
        title: "an account each",
        estate: {
          dev: [provider({ allowedAccountIds: ["111111111111"] })],
          production: [provider({ allowedAccountIds: '["333333333333"]' })],
        },
      },
      {
        title: "a pull request in dev's account",
        estate: {
          dev: [provider({ allowedAccountIds: ["111111111111"] })],
          "pr-7": [provider({ allowedAccountIds: ["111111111111"] })],
        },
      },
      {
        title: "a zone each",
        estate: {
          dev: [cloudflare({}), r2({ accountId: "c10d2", zoneId: "20e02" })],
          production: [cloudflare({}), r2({ accountId: "c10d1", zoneId: "20e01" })],
        },
      },
    ],
    violating: [
      {
        title: "one account for two",
        estate: {
          dev: [provider({ allowedAccountIds: ["333333333333"] })],
          staging: [provider({ allowedAccountIds: ["222222222222"] })],
          production: [provider({ allowedAccountIds: ["333333333333"] })],
        },
        message:
          'account-isolate: pulumi:providers:aws "subject" is in the AWS account 333333333333 with production: what one may do there, it may do to the other (ISO-1). Give the environment one of its own.',
      },
      {
        title: "one zone for two, whatever else is theirs",
        estate: {
          staging: [cloudflare({}), record({ zoneId: "20e03" }, "a"), record({ zoneId: "20e01" })],
          production: [cloudflare({}), record({ zoneId: "20e01" })],
        },
        message:
          'account-isolate: pulumi:providers:cloudflare "subject" is in the Cloudflare zone 20e01 with production: a zone has one set of settings and one ruleset of each phase (ISO-1). Give the environment one of its own.',
      },
      {
        title: "what is no account",
        estate: { dev: [provider({ allowedAccountIds: [7] })] },
        message:
          'account-isolate: the rule could not read pulumi:providers:aws "subject": allowedAccountIds holds what is no account id (ISO-1). Give the environment one of its own.',
      },
    ],
  },
  {
    rule: "budgets-require-total",
    compliant: [
      {
        title: "all of it",
        estate: {
          shared: [budget({ limitAmount: "2000" })],
          dev: [budget({ limitAmount: "200" })],
          staging: [budget({ limitAmount: "400" })],
          production: [budget({ limitAmount: "1400" })],
          "pr-7": [budget({ limitAmount: "20" })],
        },
      },
      {
        title: "all of it but what was rounded",
        estate: {
          shared: [budget({ limitAmount: "2000" })],
          dev: [budget({ limitAmount: "201" })],
          staging: [budget({ limitAmount: "400" })],
          production: [budget({ limitAmount: "1400" })],
        },
      },
    ],
    violating: [
      {
        title: "a little more than all",
        estate: {
          shared: [budget({ limitAmount: "2000" })],
          dev: [budget({ limitAmount: "202" })],
          staging: [budget({ limitAmount: "400" })],
          production: [budget({ limitAmount: "1400" })],
        },
        message:
          'budgets-require-total: aws:budgets/budget:Budget "subject" is 2000, and the budgets of the environments sum up to 2002 (COST-1). Make limitAmount of the environments sum up to it.',
      },
      {
        title: "more than all",
        estate: {
          shared: [budget({ limitAmount: "2000" })],
          dev: [budget({ limitAmount: "400" })],
          staging: [budget({ limitAmount: "400" })],
          production: [budget({ limitAmount: "1400" })],
        },
        message:
          'budgets-require-total: aws:budgets/budget:Budget "subject" is 2000, and the budgets of the environments sum up to 2200 (COST-1). Make limitAmount of the environments sum up to it.',
      },
      {
        title: "what is no amount",
        estate: {
          shared: [budget({ limitAmount: "2000" })],
          dev: [budget({ limitAmount: "some" })],
          staging: [budget({})],
          production: [budget({})],
        },
        message:
          'budgets-require-total: the rule could not read aws:budgets/budget:Budget "subject": limitAmount is "some", not an amount (COST-1). Make limitAmount of the environments sum up to it.',
      },
    ],
  },
  {
    rule: "production-require-strongest-controls",
    compliant: [
      {
        title: "what staging alone has on purpose",
        estate: {
          production: [root],
          staging: [named("pulumi:pulumi:Stack")({}, "platform-staging")],
        },
      },
      {
        title: "nothing of a kind that staging has, for which other rules ask",
        estate: { production: [root], staging: [flowLog({})] },
      },
    ],
    violating: [
      {
        title: "less of what staging has",
        estate: {
          production: [root, flowLog({ trafficType: "REJECT" })],
          staging: [flowLog({ trafficType: "ALL" })],
        },
        message:
          'production-require-strongest-controls: pulumi:pulumi:Stack "platform-production" has 1 of 2 controls of staging (50.0 %), and not trafficType: ALL of subject (PRC-24). Declare it in production, or say in policies/parity/explanations.ts why staging alone has it.',
      },
    ],
  },
];
