import type { RuleCases } from "../support/cases";
import { type Declared, unknown } from "../support/declared";

const task = (container: object): Declared => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "task",
  props: { containerDefinitions: JSON.stringify([{ name: "app", ...container }]) },
});
const environment = (...variables: readonly (readonly [name: string, value: string])[]): Declared =>
  task({ environment: variables.map(([name, value]) => ({ name, value })) });

const version = (...bindings: readonly object[]): Declared => ({
  type: "cloudflare:index/workerVersion:WorkerVersion",
  name: "version",
  props: { bindings },
});

const some = (props: Declared["props"], type = "aws:ssm/parameter:Parameter"): Declared => ({
  type,
  name: "subject",
  props,
});
const open = (title: string, subject: Declared, ...places: readonly string[]) => ({
  title,
  subject,
  message: `text-forbid-secret: ${subject.type} "${subject.name}" ${places
    .map((place) => `holds a secret as plain text in ${place}`)
    .join(
      " and ",
    )} (SEC-1). Keep it in Secrets Manager, a SecureString, a secret_text or a GitHub secret, and refer to it.`,
});
const variables = "containerDefinitions.0.environment";
const github = `ghp_${"a".repeat(36)}`;

export const secretsCases: readonly RuleCases[] = [
  {
    rule: "text-forbid-secret",
    stack: "dev",
    compliant: [
      {
        title: "what is none, or only points to one",
        subject: environment(
          ["LOG_LEVEL", "info"],
          ["DB_PASSWORD_ARN", "arn:aws:secretsmanager:eu-west-1:1:secret:x"],
          ["PASSWORD_MIN_LENGTH", "12"],
          ["PUBLIC_KEY_URL", "https://x.example/?a=b@c"],
          ["SECRETARY_NAME", "Ada"],
          ["TOKEN_TTL", "300"],
          ["LIMITS", '{"rows":[1,2],"tokenTtl":300}'],
          ["BROKEN", "{not json"],
          ["CERTIFICATE", "-----BEGIN CERTIFICATE-----"],
          ["DIGEST", `sha256:${"5".repeat(64)}`],
          ["API_TOKEN", ""],
          ["NOTE", "the token: see docs/2026.md, user:environment$pr-7, login: 8h"],
          ["MAIL", "mailto:ada2026@acme.example"],
        ),
      },
      {
        title: "a reference beside its name",
        subject: task({
          secrets: [
            { name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:x" },
          ],
          command: ["run", "--token", "$TOKEN", "--password=$PASSWORD", "--token-ttl", "5"],
        }),
      },
      {
        title: "what Cloudflare shows nobody",
        subject: version(
          { name: "API_TOKEN", type: "secret_text", text: github },
          { name: "LOGIN_TOKEN", type: "secrets_store_secret", storeId: "s", secretName: "x" },
        ),
      },
      {
        title: "a secret of Secrets Manager",
        subject: some({ secretString: github }, "aws:secretsmanager/secretVersion:SecretVersion"),
      },
      {
        title: "a SecureString",
        subject: some({ type: "SecureString", name: "/dev/api-key", value: "x" }),
      },
      { title: "a condition", subject: some({ policy: '{"token.actions.example:sub":"x"}' }) },
    ],
    violating: [
      open(
        "a password",
        environment(["DB_PASSWORD", "x"]),
        `${variables}.0.value (by its name, DB_PASSWORD)`,
      ),
      open(
        "names in camel case, and that run together",
        environment(["stripeApiKey", "x"], ["PGPASSWORD", "x"], ["SMTP_PASS", "x"]),
        `${variables}.0.value (by its name, stripeApiKey)`,
        `${variables}.1.value (by its name, PGPASSWORD)`,
        `${variables}.2.value (by its name, SMTP_PASS)`,
      ),
      open(
        "values that are one, whatever they are called",
        environment(
          ["URL", "postgres://app:hunter2@db.example/app"],
          ["GREETING", `AKIA${"A".repeat(16)}`],
          ["NOTIFY", "https://hooks.slack.com/services/T0/B0/x"],
          ["PEM", "-----BEGIN RSA PRIVATE KEY-----"],
        ),
        ...[0, 1, 2, 3].map((at) => `${variables}.${String(at)}.value (by its value)`),
      ),
      open(
        "what people write, and vendors' tokens",
        environment(
          ["NOTE", "login admin:hunter2hunter2"],
          ["HELP", "the password is hunter2hunter2"],
          ["HEADER", "Bearer abcdef0123456789abcdef"],
          ["TO", "app:hunter2@db.internal"],
          ["SENTRY", `sntrys_${"eyJpYXQi".repeat(4)}_abc`],
          ["OTHER", `abc_${"aB3d".repeat(6)}`],
        ),
        `${variables}.0.value (by its value)`,
        `${variables}.1.value (by its option)`,
        ...[2, 3, 4, 5].map((at) => `${variables}.${String(at)}.value (by its value)`),
      ),
      open(
        "deep in a document",
        environment(["CONFIG", '{"mail":{"smtp":[{"password":"hunter2"}]}}']),
        `${variables}.0.value.mail.smtp.0.password (by its name, password)`,
      ),
      open(
        "a command, a health check and a label",
        task({
          command: ["run", `--token=${github}`, "--password", "x"],
          healthCheck: { command: ["CMD-SHELL", "PGPASSWORD=hunter2 psql --client-secret x"] },
          dockerLabels: { note: `AKIA${"A".repeat(16)}` },
        }),
        "containerDefinitions.0.command.1 (by its value)",
        "containerDefinitions.0.command.3 (by its name, --password)",
        "containerDefinitions.0.healthCheck.command.1 (by its option)",
        "containerDefinitions.0.dockerLabels.note (by its value)",
      ),
      open(
        "a function's variable",
        some({ environment: { variables: { SLACK_TOKEN: "x" } } }, "aws:lambda/function:Function"),
        "environment.variables.SLACK_TOKEN (by its name, SLACK_TOKEN)",
      ),
      open(
        "a binding of a type that hides nothing",
        version({ name: "API_TOKEN", type: "Secret_Text", text: "x" }),
        "bindings.0.text (by its name, API_TOKEN)",
      ),
      open(
        "a site's variable without a type",
        some(
          { deploymentConfigs: { production: { envVars: { API_TOKEN: { value: "x" } } } } },
          "cloudflare:index/pagesProject:PagesProject",
        ),
        "deploymentConfigs.production.envVars.API_TOKEN.value (by its name, API_TOKEN)",
      ),
      open(
        "a plain parameter",
        some({ type: "String", name: "/dev/api-key", value: "x" }),
        "value (by its name, /dev/api-key)",
      ),
      open(
        "a variable of GitHub's",
        some(
          { variableName: "DEPLOY_TOKEN", value: "x" },
          "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
        ),
        "value (by its name, DEPLOY_TOKEN)",
      ),
      open(
        "a name and a comment of whatever",
        some({ name: github, tags: { note: `see ${github}` } }, "aws:sns/topic:Topic"),
        "name (by its value)",
        "tags.note (by its value)",
      ),
      open(
        "what begins like a reference, or an option",
        environment(["DB_PASSWORD", "$ecret!"], ["API_TOKEN", "-x"]),
        `${variables}.0.value (by its name, DB_PASSWORD)`,
        `${variables}.1.value (by its name, API_TOKEN)`,
      ),
      open(
        "a label that is one",
        task({ dockerLabels: { [github]: "x" } }),
        "the names in containerDefinitions.0.dockerLabels",
      ),
      open(
        "beside something that is not known yet",
        some({ name: unknown, description: github }, "aws:iam/role:Role"),
        "description (by its value)",
      ),
    ],
    needs: [],
    awaits: ["containerDefinitions"],
  },
];
