import type { RuleCases } from "../support/cases";
import type { Declared } from "../support/declared";

const task = (environment: unknown): Declared => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "task",
  props: {
    containerDefinitions: JSON.stringify([{ name: "app", image: "app", environment }]),
  },
});

const lambda = (variables: unknown): Declared => ({
  type: "aws:lambda/function:Function",
  name: "verify",
  props: { environment: { variables } },
});

const version = (...bindings: readonly object[]): Declared => ({
  type: "cloudflare:index/workerVersion:WorkerVersion",
  name: "version",
  props: { bindings },
});

const site = (envVars: unknown): Declared => ({
  type: "cloudflare:index/pagesProject:PagesProject",
  name: "landing-page",
  props: { deploymentConfigs: { preview: { envVars: {} }, production: { envVars } } },
});

const parameter = (props: Declared["props"]): Declared => ({
  type: "aws:ssm/parameter:Parameter",
  name: "parameter",
  props,
});

const variable = (variableName: unknown, value: unknown): Declared => ({
  type: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  name: "variable",
  props: { environment: "dev", variableName, value },
});

const secret = (props: Declared["props"]): Declared => ({
  type: "aws:secretsmanager/secret:Secret",
  name: "session-key",
  props,
});

const serviceToken = (access: unknown): Declared => ({
  type: "doppler:index/serviceToken:ServiceToken",
  name: "token",
  props: { access },
});

const accountToken = (expiresAt: unknown): Declared => ({
  type: "doppler:index/serviceAccountToken:ServiceAccountToken",
  name: "token",
  props: { expiresAt },
});

export const secretsCases: readonly RuleCases[] = [
  {
    rule: "container-forbid-literal-secret",
    stack: "dev",
    compliant: [
      { title: "a log level", subject: task([{ name: "LOG_LEVEL", value: "info" }]) },
      {
        title: "names that only point to a secret",
        subject: task([
          { name: "DB_PASSWORD_ARN", value: "arn:aws:secretsmanager:eu-west-1:1:secret:x" },
          { name: "TOKEN_TTL", value: "300" },
          { name: "LOGIN", value: "passwordless" },
          { name: "LIMITS", value: '{"rows":[1,2],"tokenTtl":300}' },
          { name: "BROKEN", value: "{not json" },
          { name: "MONKEY", value: "chimp" },
        ]),
      },
      { title: "no variable", subject: task(undefined) },
    ],
    violating: [
      {
        title: "a password by its name",
        subject: task([{ name: "DB_PASSWORD", value: "x" }]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": DB_PASSWORD, by its name (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "a name in camel case",
        subject: task([{ name: "stripeApiKey", value: "x" }]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": stripeApiKey, by its name (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "a URL with a password in it",
        subject: task([{ name: "DATABASE_URL", value: "postgres://app:hunter2@db.example/app" }]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": DATABASE_URL, by its value (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "an access key of AWS, whatever it is called",
        subject: task([{ name: "GREETING", value: `AKIA${"A".repeat(16)}` }]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": GREETING, by its value (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "a password by a name that runs together",
        subject: task([
          { name: "PGPASSWORD", value: "x" },
          { name: "SMTP_PASS", value: "x" },
        ]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": PGPASSWORD, by its name; SMTP_PASS, by its name (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "a password inside a JSON document",
        subject: task([{ name: "CONFIG", value: '{"mail":{"smtp":[{"password":"hunter2"}]}}' }]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": CONFIG.mail.smtp.0.password, by its name (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "a webhook that anybody may post to",
        subject: task([{ name: "NOTIFY", value: "https://hooks.slack.com/services/T0/B0/x" }]),
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in the environment of the container "app": NOTIFY, by its value (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "a token in the command and a key in a label",
        subject: {
          ...task([]),
          props: {
            containerDefinitions: JSON.stringify([
              {
                name: "app",
                command: ["run", `--token=ghp_${"a".repeat(36)}`],
                dockerLabels: { note: `AKIA${"A".repeat(16)}` },
              },
            ]),
          },
        },
        message: `container-forbid-literal-secret: aws:ecs/taskDefinition:TaskDefinition "task" holds a secret as plain text in command.1 of the container "app" and holds a secret as plain text in dockerLabels.note of the container "app" (SEC-1). Use the container's secrets with valueFrom.`,
      },
      {
        title: "variables that are no list",
        subject: task("DB=1"),
        message: `container-forbid-literal-secret: the rule could not read aws:ecs/taskDefinition:TaskDefinition "task": environment is a text, not a list (SEC-1). Use the container's secrets with valueFrom.`,
      },
    ],
    needs: ["containerDefinitions"],
  },
  {
    rule: "function-forbid-literal-secret",
    stack: "dev",
    compliant: [
      { title: "a URL without a password", subject: lambda({ URL: "https://x.example/?a=b@c" }) },
      { title: "no variable", subject: lambda(undefined) },
    ],
    violating: [
      {
        title: "a token",
        subject: lambda({ SLACK_TOKEN: "x" }),
        message:
          'function-forbid-literal-secret: aws:lambda/function:Function "verify" holds a secret as plain text in environment.variables: SLACK_TOKEN, by its name (SEC-1). Read the secret from Secrets Manager at run time.',
      },
      {
        title: "a private key by its value",
        subject: lambda({ PEM: "-----BEGIN RSA PRIVATE KEY-----\nMII" }),
        message:
          'function-forbid-literal-secret: aws:lambda/function:Function "verify" holds a secret as plain text in environment.variables: PEM, by its value (SEC-1). Read the secret from Secrets Manager at run time.',
      },
      {
        title: "a token of a canary",
        subject: {
          type: "aws:synthetics/canary:Canary",
          name: "watch",
          props: { runConfig: { environmentVariables: { LOGIN_TOKEN: "x" } } },
        },
        message: `function-forbid-literal-secret: aws:synthetics/canary:Canary "watch" holds a secret as plain text in runConfig.environmentVariables: LOGIN_TOKEN, by its name (SEC-1). Read the secret from Secrets Manager at run time.`,
      },
      {
        title: "variables that are no object",
        subject: lambda("A=1"),
        message:
          'function-forbid-literal-secret: the rule could not read aws:lambda/function:Function "verify": environment.variables is a text, not an object (SEC-1). Read the secret from Secrets Manager at run time.',
      },
    ],
    needs: [],
    awaits: ["environment", "environment.variables", "environment.variables.URL"],
  },
  {
    rule: "worker-forbid-literal-secret",
    stack: "dev",
    compliant: [
      {
        title: "a secret as secret_text",
        subject: version(
          { name: "API_TOKEN", type: "secret_text", text: "x" },
          { name: "LOG_LEVEL", type: "plain_text", text: "info" },
          { name: "LOGIN_TOKEN", type: "secrets_store_secret", storeId: "s", secretName: "x" },
        ),
      },
    ],
    violating: [
      {
        title: "a secret as plain_text",
        subject: version({ name: "API_TOKEN", type: "plain_text", text: "x" }),
        message:
          'worker-forbid-literal-secret: cloudflare:index/workerVersion:WorkerVersion "version" holds a secret as plain text in its bindings: API_TOKEN, by its name (SEC-1). Use a secret_text or secrets_store_secret binding.',
      },
      {
        title: "a secret as a type that hides nothing",
        subject: version({ name: "API_TOKEN", type: "Secret_Text", text: "x" }),
        message: `worker-forbid-literal-secret: cloudflare:index/workerVersion:WorkerVersion "version" holds a secret as plain text in its bindings: API_TOKEN, by its name (SEC-1). Use a secret_text or secrets_store_secret binding.`,
      },
      {
        title: "a password deep in JSON",
        subject: version({ name: "CONFIG", type: "json", json: '{"database":{"password":"x"}}' }),
        message: `worker-forbid-literal-secret: cloudflare:index/workerVersion:WorkerVersion "version" holds a secret as plain text in its bindings: CONFIG.database.password, by its name (SEC-1). Use a secret_text or secrets_store_secret binding.`,
      },
      {
        title: "a secret in JSON",
        subject: version({ name: "CONFIG", type: "json", json: `{"k":"ghp_${"a".repeat(36)}"}` }),
        message:
          'worker-forbid-literal-secret: cloudflare:index/workerVersion:WorkerVersion "version" holds a secret as plain text in its bindings: CONFIG, by its value (SEC-1). Use a secret_text or secrets_store_secret binding.',
      },
    ],
    needs: ["bindings.0.type", "bindings.1.name"],
    awaits: ["bindings", "bindings.1.text"],
  },
  {
    rule: "pages-forbid-literal-secret",
    stack: "dev",
    compliant: [
      {
        title: "a secret as secret_text",
        subject: site({
          API_TOKEN: { type: "secret_text", value: "x" },
          LOG_LEVEL: { type: "plain_text", value: "info" },
        }),
      },
    ],
    violating: [
      {
        title: "a secret as plain_text",
        subject: site({ API_TOKEN: { type: "plain_text", value: "x" } }),
        message:
          'pages-forbid-literal-secret: cloudflare:index/pagesProject:PagesProject "landing-page" holds a secret as plain text in deploymentConfigs.production.envVars: API_TOKEN, by its name (SEC-1). Use the type secret_text.',
      },
      {
        title: "a secret of no type",
        subject: site({ API_TOKEN: { value: "x" } }),
        message:
          'pages-forbid-literal-secret: cloudflare:index/pagesProject:PagesProject "landing-page" holds a secret as plain text in deploymentConfigs.production.envVars: API_TOKEN, by its name (SEC-1). Use the type secret_text.',
      },
    ],
    needs: ["deploymentConfigs.production.envVars.API_TOKEN.type"],
    awaits: ["deploymentConfigs.production.envVars"],
  },
  {
    rule: "parameter-forbid-literal-secret",
    stack: "dev",
    compliant: [
      {
        title: "a plain setting",
        subject: parameter({ type: "String", name: "/dev/log-level", value: "info" }),
      },
    ],
    violating: [
      {
        title: "a secret by its name",
        subject: parameter({ type: "String", name: "/dev/api-key", value: "x" }),
        message:
          'parameter-forbid-literal-secret: aws:ssm/parameter:Parameter "parameter" holds a secret as plain text in a parameter that is no SecureString: api-key, by its name (SEC-1). Use the type SecureString.',
      },
      {
        title: "a secret by the argument that no state keeps",
        subject: parameter({
          type: "String",
          name: "/dev/x",
          value: "y",
          valueWo: "sk_live_1234567890abcdef",
        }),
        message: `parameter-forbid-literal-secret: aws:ssm/parameter:Parameter "parameter" holds a secret as plain text in a parameter that is no SecureString: x, by its value (SEC-1). Use the type SecureString.`,
      },
      {
        title: "a secret by its value",
        subject: parameter({
          type: "StringList",
          name: "/dev/x",
          value: "sk_live_1234567890abcdef",
        }),
        message:
          'parameter-forbid-literal-secret: aws:ssm/parameter:Parameter "parameter" holds a secret as plain text in a parameter that is no SecureString: x, by its value (SEC-1). Use the type SecureString.',
      },
    ],
    notApplicable: [
      {
        title: "a SecureString",
        subject: parameter({ type: "SecureString", name: "/dev/api-key", value: "x" }),
      },
    ],
    needs: ["type"],
    awaits: ["name", "value"],
  },
  {
    rule: "variable-forbid-literal-secret",
    stack: "dev",
    compliant: [{ title: "a region", subject: variable("AWS_REGION", "eu-west-1") }],
    violating: [
      {
        title: "a token",
        subject: variable("DEPLOY_TOKEN", "x"),
        message:
          'variable-forbid-literal-secret: github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable "variable" holds a secret as plain text in a variable that logs may print: DEPLOY_TOKEN, by its name (SEC-1). Use a GitHub secret.',
      },
      {
        title: "a token of the whole organisation",
        subject: {
          ...variable("DEPLOY_TOKEN", "x"),
          type: "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
        },
        message: `variable-forbid-literal-secret: github:index/actionsOrganizationVariable:ActionsOrganizationVariable "variable" holds a secret as plain text in a variable that logs may print: DEPLOY_TOKEN, by its name (SEC-1). Use a GitHub secret.`,
      },
    ],
    needs: ["variableName"],
    awaits: ["value"],
  },
  {
    rule: "secret-require-customer-key",
    stack: "dev",
    compliant: [
      {
        title: "a key of our own",
        subject: secret({ kmsKeyId: "arn:aws:kms:eu-west-1:111111111111:key/1" }),
      },
    ],
    violating: [
      {
        title: "a replica that names no key",
        subject: secret({
          kmsKeyId: "arn:aws:kms:eu-west-1:111111111111:key/1",
          replicas: [{ region: "eu-west-3" }],
        }),
        message: `secret-require-customer-key: the rule could not read aws:secretsmanager/secret:Secret "session-key": kmsKeyId is missing, not a text (DAT-7). Set kmsKeyId to the environment's key.`,
      },
      {
        title: "a replica under the key of AWS",
        subject: secret({
          kmsKeyId: "arn:aws:kms:eu-west-1:111111111111:key/1",
          replicas: [{ region: "eu-west-3", kmsKeyId: "alias/aws/secretsmanager" }],
        }),
        message: `secret-require-customer-key: aws:secretsmanager/secret:Secret "session-key" is encrypted with alias/aws/secretsmanager, not our own key (DAT-7). Set kmsKeyId to the environment's key.`,
      },
      {
        title: "the key of AWS",
        subject: secret({ kmsKeyId: "alias/aws/secretsmanager" }),
        message: `secret-require-customer-key: aws:secretsmanager/secret:Secret "session-key" is encrypted with alias/aws/secretsmanager, not our own key (DAT-7). Set kmsKeyId to the environment's key.`,
      },
      {
        title: "none",
        subject: secret({}),
        message: `secret-require-customer-key: the rule could not read aws:secretsmanager/secret:Secret "session-key": kmsKeyId is missing, not a text (DAT-7). Set kmsKeyId to the environment's key.`,
      },
    ],
    needs: ["kmsKeyId"],
  },
  {
    rule: "secret-require-recovery-window",
    stack: "production",
    compliant: [
      { title: "30 days", subject: secret({ recoveryWindowInDays: 30 }) },
      { title: "dev: 7 days", stack: "dev", subject: secret({ recoveryWindowInDays: 7 }) },
      {
        title: "a pull request: gone at once, so that its name is free",
        stack: "pr-7",
        subject: secret({ recoveryWindowInDays: 0 }),
      },
    ],
    violating: [
      {
        title: "7 days",
        subject: secret({ recoveryWindowInDays: 7 }),
        message:
          'secret-require-recovery-window: aws:secretsmanager/secret:Secret "session-key" can be restored 7 days after its deletion; production needs at least 30 (PRC-28). Set recoveryWindowInDays to 30.',
      },
      {
        title: "dev: gone at once",
        stack: "dev",
        subject: secret({ recoveryWindowInDays: 0 }),
        message:
          'secret-require-recovery-window: aws:secretsmanager/secret:Secret "session-key" can be restored 0 days after its deletion; dev needs at least 7 (PRC-28). Set recoveryWindowInDays to 7.',
      },
    ],
    needs: ["recoveryWindowInDays"],
  },
  {
    rule: "doppler-token-require-read-only",
    stack: "dev",
    compliant: [{ title: "read", subject: serviceToken("read") }],
    violating: [
      {
        title: "write",
        subject: serviceToken("read/write"),
        message:
          'doppler-token-require-read-only: doppler:index/serviceToken:ServiceToken "token" may read/write secrets (PRC-29). Set access to read.',
      },
    ],
    needs: ["access"],
  },
  {
    rule: "doppler-token-require-expiry",
    stack: "dev",
    compliant: [
      { title: "in a month", subject: accountToken("2026-12-21T00:00:00Z") },
      { title: "in 90 days", subject: accountToken("2027-02-19T00:00:00Z") },
    ],
    violating: [
      {
        title: "in a year",
        subject: accountToken("2027-11-21T00:00:00Z"),
        message:
          'doppler-token-require-expiry: doppler:index/serviceAccountToken:ServiceAccountToken "token" lives until 2027-11-21T00:00:00Z, 365 days from 2026-11-21 (PRC-29). Set expiresAt to at most 90 days from now.',
      },
    ],
    needs: ["expiresAt"],
  },
];
