import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { expect } from "chai";
import { loadSpec } from "../../settings/load-spec";
import { SettingsError, type Problem } from "../../settings/problem";
import { parsed, problemOf, problemsOf } from "./sample-settings";
import { type Changes, fixture, sampleProject, swap } from "../support/project";

const admin = "services/admin/deploy.yaml";
const data = "apps/qis-data-management/deploy.yaml";
const accounts = "services/accounts/deploy.yaml";
const production = "Pulumi.production.yaml";
const releases = "releases/production.json";

/** What a person reads of a problem, on one line. */
function line({ file, key, got, expected, fix }: Problem): string {
  return `${file}${key === "" ? "" : `: ${key}`} | ${got} | ${expected} | ${fix}`;
}

interface Case {
  readonly when: string;
  readonly changes: Changes;
  readonly problem: string;
  /** Default: production. */
  readonly stack?: string;
}

const emails = (count: number): string =>
  `[${Array.from({ length: count }, (_, n) => `p${String(n)}@acme.example`).join(", ")}]`;
const add = (text: string) => (before: string) => `${before}${text}`;
const json =
  (change: (releases: Record<string, Record<string, unknown>>) => void) => (text: string) => {
    const content = JSON.parse(text) as Record<string, Record<string, unknown>>;
    change(content);
    return JSON.stringify(content, null, 2);
  };

const manifestCases: readonly Case[] = [
  {
    when: "a value is none of those offered",
    changes: { [admin]: swap("cpu: 256", "cpu: 300") },
    problem: `${admin}: container.cpu | 300 | one of 256, 512, 1024, 2048, 4096, 8192, 16384 | write \`cpu: 256\` under \`container\``,
  },
  {
    when: "Fargate has no such memory for the CPU",
    changes: { [admin]: swap("memoryMib: 512", "memoryMib: 1536") },
    problem: `${admin}: container.memoryMib | 1536 | one of 512, 1024, 2048 for cpu 256 | write \`memoryMib: 512\` under \`container\``,
  },
  {
    when: "a key is missing",
    changes: { [admin]: swap("  port: 8080\n", "") },
    problem: `${admin}: container.port | nothing | a whole number from 1024 to 65535 | write \`port: 8080\` under \`container\``,
  },
  {
    when: "a key is mistyped",
    changes: { [admin]: swap("port: 8080", "prot: 8080") },
    problem: `${admin}: container.prot | an unknown key | one of host, port, healthCheckPath, cpu, memoryMib, cpuTargetPercent, requestsPerTarget | rename it to "port"`,
  },
  {
    when: "a key is mistyped in a map that may be absent",
    changes: { [data]: swap("database: true", "databse: true") },
    problem: `${data}: uses.databse | an unknown key | one of database, objectStores | rename it to "database"`,
  },
  {
    when: "a number stands in quotes",
    changes: { [admin]: swap("port: 8080", 'port: "9090"') },
    problem: `${admin}: container.port | "9090" | a whole number from 1024 to 65535 | write \`port: 9090\` under \`container\``,
  },
  {
    when: "the strategy is mistyped",
    changes: { [admin]: swap("strategy: canary", "strategy: Canry") },
    problem: `${admin}: deployment.strategy | "Canry" | one of blue-green, canary | write \`strategy: canary\` under \`deployment\``,
  },
  {
    when: "the canary's share is no share",
    changes: { [admin]: swap("canaryPercentage: 10", "canaryPercentage: 0.05") },
    problem: `${admin}: deployment.canaryPercentage | 0.05 | a number from 0.1 to 100 | write \`canaryPercentage: 5\` under \`deployment\``,
  },
  {
    when: "production's canary is too large",
    changes: { [admin]: swap("canaryPercentage: 10", "canaryPercentage: 10.5") },
    problem: `${admin}: deployment.canaryPercentage | 10.5 | at most 10 in production | write \`canaryPercentage: 5\` under \`deployment\``,
  },
  {
    when: "blue/green has a share",
    changes: { [admin]: swap("strategy: canary", "strategy: blue-green") },
    problem: `${admin}: deployment.canaryPercentage | 10 | nothing: only the strategy canary has a percentage | remove it, or write \`strategy: canary\` under \`deployment\``,
  },
  {
    when: "the monitoring period is no duration",
    changes: { [admin]: swap("monitoringPeriod: 30m", "monitoringPeriod: half an hour") },
    problem: `${admin}: deployment.monitoringPeriod | "half an hour" | a duration from "1m" to "24h" in whole minutes or hours | write \`monitoringPeriod: "30m"\` under \`deployment\``,
  },
  {
    when: "the monitoring period is longer than a deployment may take",
    changes: { [admin]: swap("monitoringPeriod: 30m", "monitoringPeriod: 2h") },
    problem: `${admin}: deployment.monitoringPeriod | "2h" | at most "60m": a deployment in production ends after 330m | write \`monitoringPeriod: 60m\` under \`deployment\``,
  },
  {
    when: "a release would hardly be watched",
    changes: { [admin]: swap("monitoringPeriod: 30m", "monitoringPeriod: 1m") },
    problem: `${admin}: deployment.monitoringPeriod | "1m" | at least "30m": production watches a release so long before it trusts it | write \`monitoringPeriod: 30m\` under \`deployment\``,
  },
  {
    when: "health checks are turned off",
    changes: { [admin]: swap("healthChecks: true", "healthChecks: false") },
    problem: `${admin}: deployment.qualityGates.healthChecks | false | true: health checks guard every move of traffic (REL-20) | write \`healthChecks: true\` under \`deployment.qualityGates\``,
  },
  {
    when: "production would run a single task",
    changes: { [admin]: swap("production: { min: 2", "production: { min: 1") },
    problem: `${admin}: scale.production.min | 1 | a whole number from 2 to 200 | write \`min: 2\` under \`scale.production\``,
  },
  {
    when: "the most is below the least",
    changes: { [admin]: swap("production: { min: 2, max: 4", "production: { min: 6, max: 4") },
    problem: `${admin}: scale.production.max | 4 | at least min, 6 | write \`max: 6\` under \`scale.production\``,
  },
  {
    when: "a variable's name says that it is secret",
    changes: { [admin]: swap("environment:", "environment:\n  DB_PASSWORD: hunter2") },
    problem: `${admin}: environment.DB_PASSWORD | [hidden: it looks like a secret] | no secret among plain variables | move it: \`secrets: { DB_PASSWORD: external }\``,
  },
  {
    when: "a variable's value holds a password",
    changes: { [admin]: swap("environment:", "environment:\n  STORE: postgres://me:hunter2@db/x") },
    problem: `${admin}: environment.STORE | [hidden: it looks like a secret] | no secret among plain variables | move it: \`secrets: { STORE: external }\``,
  },
  {
    when: "a variable is the platform's own",
    changes: { [admin]: swap("environment:", "environment:\n  LOG_LEVEL: debug") },
    problem: `${admin}: environment.LOG_LEVEL | "debug" | a name that the platform does not set itself | remove it, or rename it`,
  },
  {
    when: "a variable's value has no quotes",
    changes: { [admin]: swap("environment:", "environment:\n  LIMIT: 5") },
    problem: `${admin}: environment.LIMIT | 5 | text in quotes | write \`LIMIT: "5"\` under \`environment\``,
  },
  {
    when: "a variable's name is none",
    changes: { [admin]: swap("environment:", "environment:\n  my-var: x") },
    problem: `${admin}: environment.my-var | "my-var" | a name of up to 64 capital letters, digits and underscores | rename it`,
  },
  {
    when: "a container's variables are longer than a task definition",
    changes: { [admin]: swap("environment:", `environment:\n  TEXT: "${"x".repeat(70_000)}"`) },
    problem: `${admin}: environment | 70065 bytes | at most 49152 bytes in all: an ECS task definition ends at 64 KiB | ship it as a file of the build, or keep it in an object store`,
  },
  {
    when: "a Worker's variable is longer than Cloudflare takes",
    changes: { [accounts]: swap("environment:", `environment:\n  TEXT: "${"é".repeat(2_561)}"`) },
    problem: `${accounts}: environment.TEXT | 5122 bytes | at most 5120 bytes: Cloudflare takes no longer variable | ship it as a file of the build, or keep it in an object store`,
  },
  {
    when: "a secret has the name of a plain variable",
    changes: { [admin]: swap("secrets:", "secrets:\n  TITLE: generated") },
    problem: `${admin}: secrets.TITLE | "TITLE" | a name that \`environment\` has not as well | rename it`,
  },
  {
    when: "a secret has a name of the platform's own",
    changes: { [admin]: swap("secrets:", "secrets:\n  DATABASE_URL: external") },
    problem: `${admin}: secrets.DATABASE_URL | "DATABASE_URL" | a name that the platform does not set itself | rename it`,
  },
  {
    when: "a Worker runs at a time that never comes",
    changes: { [accounts]: swap("worker:", 'worker:\n  crons: ["99 99 * * *"]') },
    problem: `${accounts}: worker.crons[0] | "99 99 * * *" | minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (1-7, from Sunday) that come true | write \`"0 3 * * *"\` as \`worker.crons[0]\``,
  },
  {
    when: "a secret's value stands in the manifest",
    changes: { [admin]: swap("ADMIN_TOKEN: external", "ADMIN_TOKEN: hunter2") },
    problem: `${admin}: secrets.ADMIN_TOKEN | [hidden: it looks like a secret] | one of generated, external | write \`ADMIN_TOKEN: generated\` under \`secrets\``,
  },
  {
    when: "the target is unknown",
    changes: { [admin]: swap("target: aws-ecs", "target: ecs") },
    problem: `${admin}: target | "ecs" | one of aws-ecs, cloudflare-worker, cloudflare-pages | write \`target: aws-ecs\``,
  },
  {
    when: "an object store does not exist",
    changes: { [data]: swap("[documents]", "[document]") },
    problem:
      'apps/qis-data-management/deploy.yaml: uses.objectStores[0] | "document" | one of documents | write `documents`',
  },
  {
    when: "nobody could log in",
    changes: { "Pulumi.yaml": swap("operations@acme.example, oncall@acme.example", "") },
    problem:
      'Pulumi.yaml: platform:people | a map of 5 keys | somebody among operations: admin asks for a login, and nobody could log in | write `operations: { emails: ["ada@acme.example"] }` under `platform:people`',
  },
  {
    when: "nobody is told where people log in",
    changes: { [production]: swap("    teamDomain: acme-production.cloudflareaccess.com\n", "") },
    problem: `${production}: platform:cloudflare.teamDomain | nothing | where people log in before admin (docs/runbooks/first-hour.md) | write \`teamDomain: <team>.cloudflareaccess.com\` under \`platform:cloudflare\``,
  },
  {
    when: "a listed address is asked of the second kind of people and none is listed",
    stack: "staging",
    changes: { "Pulumi.yaml": swap('["203.0.113.0/28"]', "[]") },
    problem:
      'Pulumi.yaml: platform:officeAddresses | an empty list | the addresses from which stakeholders come before admin | write `platform:officeAddresses: ["203.0.113.0/28"]` with your own',
  },
  {
    when: "a listed address is asked for and none is listed",
    changes: { "Pulumi.yaml": swap('["203.0.113.0/28"]', "[]") },
    problem:
      'Pulumi.yaml: platform:officeAddresses | an empty list | the addresses from which operations come before admin | write `platform:officeAddresses: ["203.0.113.0/28"]` with your own',
  },
  {
    when: "an open path is all of a host",
    changes: { [admin]: swap("[/healthz]", "[/]") },
    problem: `${admin}: login.openPaths[0] | "/" | a path that begins with /, is not / itself and has no * | write \`/healthz\` as \`login.openPaths[0]\``,
  },
  {
    when: "a Worker's open path is none of its routes'",
    changes: {
      "services/accounts/deploy.yaml": swap("worker:", "login: { openPaths: [/pay] }\nworker:"),
    },
    problem:
      "services/accounts/deploy.yaml: login.openPaths[0] | /pay | a path that a route of its own covers | write one, or remove it",
  },
  {
    when: "a site's login stands before a Worker that asks for none",
    changes: { "apps/landing-page/deploy.yaml": swap("site:", "login: {}\nsite:") },
    problem:
      "apps/landing-page/deploy.yaml: login | a login before acme.example and all below it | none, since accounts has routes there and asks for none | remove `@` from `site.hosts`, or write `login: {}` in services/accounts/deploy.yaml",
  },
  {
    when: "the environment has no database",
    changes: { [production]: add("  platform:database: false\n") },
    problem:
      "apps/qis-data-management/deploy.yaml: uses.database | true | false: the environment has no database | remove it, or remove `platform:database: false` from the stack's settings",
  },
];

const textCases: readonly Case[] = [
  {
    when: "a manifest is no YAML",
    changes: { [admin]: swap("  port: 8080", "  port: 8080: 1") },
    problem: `${admin}:4:13 | bad indentation of a mapping entry | valid YAML | correct line 4`,
  },
  {
    when: "a manifest is a list",
    changes: { [admin]: "- target: aws-ecs\n" },
    problem: `${admin} | a list of 1 | a map of keys | write one key per line, \`key: value\``,
  },
  {
    when: "a manifest is empty",
    changes: { [admin]: " \n\t\n" },
    problem: `${admin} | an empty file | a map of keys | write it; settings/deploy.schema.json describes it`,
  },
  {
    when: "a manifest is indented with tabs",
    changes: { [admin]: "target: aws-ecs\ncontainer:\n\tport: 8080\n" },
    problem: `${admin}:3:1 | tab characters must not be used in indentation | valid YAML | indent with spaces`,
  },
  {
    when: "a key stands twice",
    changes: { [admin]: swap("target: aws-ecs", "target: aws-ecs\ntarget: aws-ecs") },
    problem: `${admin}:3:1 | duplicated mapping key | valid YAML | correct line 3`,
  },
  {
    when: "aliases would grow without end",
    changes: {
      [admin]: `a: &a [x, x]\nb: &b [${"*a, ".repeat(9)}]\nc: &c [${"*b, ".repeat(9)}]\nd: [*c]\n`,
    },
    problem: `${admin}:3:37 | aliases exceeded maxAliases (16) | valid YAML | correct line 3`,
  },
  {
    when: "a workload has no manifest",
    changes: {
      "services/extra/README.md": "x",
      [releases]: json((all) => (all.extra = all.admin ?? {})),
    },
    problem:
      "services/extra/deploy.yaml | no such file | a file | write it; settings/deploy.schema.json describes it",
  },
  {
    when: "a folder's name is no workload's",
    changes: { "services/My_Service/deploy.yaml": "target: aws-ecs\n" },
    problem:
      'services/My_Service/deploy.yaml | the folder "My_Service" | a folder named by 2 to 40 lower-case letters, digits and single hyphens, beginning with a letter | rename the folder: git mv "services/My_Service" services/<name>',
  },
  {
    when: "a stack file is no YAML",
    changes: { [production]: "config:\n  platform:host: a: b\n" },
    problem: `${production}:2:19 | bad indentation of a mapping entry | valid YAML | correct line 2`,
  },
  {
    when: "a stack file is missing",
    changes: { [production]: null },
    problem: `${production} | no such file | a file | restore ${production} from version control`,
  },
  {
    when: "a stack file's config is a list",
    changes: { [production]: "config: [a]\n" },
    problem: `${production}: config | a list | a map of keys | write one \`key: value\` per line under \`config\``,
  },
  {
    when: "a stack file's config is mistyped",
    changes: { [production]: swap("config:", "confg:") },
    problem: `${production}: confg | another key than config | a map of keys | rename it to "config"`,
  },
  {
    when: "a key's namespace is mistyped",
    changes: { [production]: swap("platform:host:", "platfrom:host:") },
    problem: `${production}: platfrom:host | an unknown key | a key of the namespace platform | rename it to "platform:host"`,
  },
  {
    when: "the project's config is mistyped",
    changes: { "Pulumi.yaml": swap("\nconfig:", "\nconfig_:") },
    problem: `Pulumi.yaml: config_ | another key than config | a map of keys | rename it to "config"`,
  },
  {
    when: "the project has another name",
    changes: { "Pulumi.yaml": swap("name: platform", "name: shop") },
    problem:
      'Pulumi.yaml: name | "shop" | "platform", the namespace of every setting | write `name: platform`',
  },
  {
    when: "the project has no name",
    changes: { "Pulumi.yaml": swap("name: platform", "title: platform") },
    problem:
      'Pulumi.yaml: name | nothing | "platform", the namespace of every setting | write `name: platform`',
  },
];

const releaseCases: readonly Case[] = [
  {
    when: "a release's workload is mistyped",
    changes: {
      [releases]: json((all) => {
        all.amdin = all.admin ?? {};
        delete all.admin;
      }),
    },
    problem: `${releases}: amdin | a release of no workload | the name of a folder in apps/ or services/ | rename it to "admin"`,
  },
  {
    when: "a release is of no workload at all",
    changes: { [releases]: json((all) => (all.invoicing = all.admin ?? {})) },
    problem: `${releases}: invoicing | a release of no workload | the name of a folder in apps/ or services/ | remove it`,
  },
  {
    when: "a release has no digest",
    changes: { [releases]: json((all) => delete all.admin?.digest) },
    problem: `${releases}: admin.digest | nothing | sha256: and 64 lower-case hex digits | write \`"digest": "sha256:<64 hex digits>"\``,
  },
  {
    when: "a digest is malformed",
    changes: { [releases]: json((all) => (all.admin = { ...all.admin, digest: "sha256:ABC" })) },
    problem: `${releases}: admin.digest | "sha256:ABC" | sha256: and 64 lower-case hex digits | write \`"digest": "sha256:<64 hex digits>"\``,
  },
  {
    when: "a container's release splits traffic as a Worker's does",
    changes: {
      [releases]: json((all) => {
        const stableVersionId = "6a0f2c1e-1111-4222-8333-444455556666";
        all.admin = { ...all.admin, traffic: { percentage: 5, stableVersionId } };
      }),
    },
    problem: `${releases}: admin.traffic | traffic of a aws-ecs | nothing: only a workload of target cloudflare-worker has it | remove it`,
  },
  {
    when: "the file is no JSON",
    changes: { [releases]: swap('"version"', "version") },
    problem: `${releases}:4:5 | a character out of place | valid JSON | correct line 4`,
  },
  {
    when: "a workload stands in it twice",
    changes: { [releases]: swap("{\n", '{\n  "admin": {},\n') },
    problem: `${releases}:9:4 | duplicated mapping key | each key once | correct line 9`,
  },
  {
    when: "the file is a list",
    changes: { [releases]: "[]" },
    problem: `${releases} | an empty list | a map of keys | write \`{ "key": … }\``,
  },
  {
    when: "the file ends too soon",
    changes: { [releases]: '{\n  "admin": {' },
    problem: `${releases}:2:13 | an end before the last bracket | valid JSON | correct line 2`,
  },
  {
    when: "the file is missing",
    changes: { [releases]: null },
    problem: `${releases} | no such file | a file | restore it from version control, or write \`{}\` to it`,
  },
];

const settingsCases: readonly Case[] = [
  {
    when: "more people are told than AWS Budgets tells",
    changes: {
      [production]: swap("[operations@acme.example, oncall@acme.example]", emails(11)),
    },
    problem: `${production}: platform:alerts.emails | a list of 11 | a list of 1 to 10 e-mail addresses, each once | write \`emails: ["operations@acme.example"]\` under \`platform:alerts\``,
  },
  {
    when: "one address stands twice",
    changes: { [production]: swap("oncall@acme.example", "operations@acme.example") },
    problem: `${production}: platform:alerts.emails | a list of 2 | a list of 1 to 10 e-mail addresses, each once | write \`emails: ["operations@acme.example"]\` under \`platform:alerts\``,
  },
  {
    when: "an amount is no number",
    changes: { [production]: add("  platform:budgetMonthlyUsd: 7 weeks\n") },
    problem: `${production}: platform:budgetMonthlyUsd | "7 weeks" | a number from 1 to 10000000 | pulumi config set platform:budgetMonthlyUsd 2000 --stack production`,
  },
  {
    when: "a key is missing",
    changes: { [production]: swap("  platform:host: acme.example\n", "") },
    problem: `${production}: platform:host | nothing | a host name in lower case | pulumi config set platform:host '<host name>' --stack production`,
  },
  {
    when: "a key is mistyped",
    changes: { [production]: swap("platform:host:", "platform:hots:") },
    problem: `${production}: platform:hots | an unknown key | one of product, costCenter, budgetMonthlyUsd, aws, github, alerts, host, cloudflare, people, officeAddresses, network, cells, live, warm, releases, database, objectStores, neon, deploy | rename it to "platform:host"`,
  },
  {
    when: "a key belongs to another kind of stack",
    changes: { [production]: add('  platform:expiresOn: "2026-07-08"\n') },
    problem: `${production}: platform:expiresOn | a key of another kind of stack | one of product, costCenter, budgetMonthlyUsd, aws, github, alerts, host, cloudflare, people, officeAddresses, network, cells, live, warm, releases, database, objectStores, neon, deploy | pulumi config rm platform:expiresOn --stack production`,
  },
  {
    when: "a default of Pulumi.yaml is wrong",
    changes: { "Pulumi.yaml": swap("postgresVersion: 17", "postgresVersion: 9") },
    problem:
      "Pulumi.yaml: platform:database.postgresVersion | 9 | a whole number from 14 to 18 | write `postgresVersion: 17` under `platform:database`",
  },
  {
    when: "an account has no quotes",
    changes: { [production]: swap('"333333333333"', "333333333333") },
    problem: `${production}: platform:aws.accountId | 333333333333 | an AWS account of twelve digits in quotes | pulumi config set --path 'platform:aws.accountId' 333333333333 --type string --stack production`,
  },
  {
    when: "an account is another environment's",
    changes: { [production]: swap("333333333333", "111111111111") },
    problem: `${production}: platform:aws.accountId | "111111111111" | an AWS account of its own: this one is dev's (ISO-1) | write production's own`,
  },
  {
    when: "a zone is another environment's",
    changes: {
      [production]: swap("20e00000000000000000000000000001", "20e00000000000000000000000000002"),
    },
    problem: `${production}: platform:cloudflare.zoneId | "20e00000000000000000000000000002" | a Cloudflare zone of its own: this one is dev's (ISO-1) | write production's own`,
  },
  {
    when: "a domain is another environment's",
    stack: "staging",
    changes: { "Pulumi.staging.yaml": swap("zone: staging.acme.example", "zone: acme.example") },
    problem: `Pulumi.staging.yaml: platform:cloudflare.zone | "acme.example" | a domain of its own: this one is production's (ISO-1) | write staging's own`,
  },
  {
    when: "the shared stack has a zone",
    stack: "shared",
    changes: { "Pulumi.shared.yaml": add("  platform:cloudflare: {}\n") },
    problem: `Pulumi.shared.yaml: platform:cloudflare | a key of another kind of stack | one of product, costCenter, budgetMonthlyUsd, aws, github, alerts, teams, branchRules, gateChecks | pulumi config rm platform:cloudflare --stack shared`,
  },
  {
    when: "a range is no range",
    changes: { [production]: swap("10.30.0.0/16", "10.300.0.0/16") },
    problem: `${production}: platform:network.cidr | "10.300.0.0/16" | a private IPv4 range of 65,536 addresses, ending in .0.0/16 | pulumi config set --path 'platform:network.cidr' 10.40.0.0/16 --type string --stack production`,
  },
  ...["10.30.0.0/20", "10.0.0.0/15", "10.30.4.0/16", "8.30.0.0/16", "100.64.0.0/16"].map(
    (cidr) => ({
      when: `a network has the range ${cidr}`,
      changes: { [production]: swap("10.30.0.0/16", cidr) },
      problem: `${production}: platform:network.cidr | "${cidr}" | a private IPv4 range of 65,536 addresses, ending in .0.0/16 | pulumi config set --path 'platform:network.cidr' 10.40.0.0/16 --type string --stack production`,
    }),
  ),
  {
    when: "a range is another environment's",
    changes: { [production]: swap("10.30.0.0/16", "10.20.0.0/16") },
    problem: `${production}: platform:network.cidr | "10.20.0.0/16" | a range apart from every other: Pulumi.staging.yaml has 10.20.0.0/16 | choose a free one: 10.11.0.0/16`,
  },
  {
    when: "both regions have one range",
    changes: { [production]: swap("10.31.0.0/16", "10.30.0.0/16") },
    problem: `${production}: platform:network.recoveryCidr | "10.30.0.0/16" | a range apart from every other: platform:network.cidr has 10.30.0.0/16 | choose a free one: 10.11.0.0/16`,
  },
  {
    when: "a host lies outside the zone",
    stack: "staging",
    changes: { "Pulumi.staging.yaml": swap("staging.acme.example", "notacme.example") },
    problem:
      'Pulumi.staging.yaml: platform:host | "notacme.example" | staging.acme.example or a name under staging.acme.example | pulumi config set platform:host staging.acme.example --stack staging',
  },
  {
    when: "a host is another environment's",
    changes: { [production]: swap("acme.example", "dev.acme.example") },
    problem: `${production}: platform:host | "dev.acme.example" | a host of its own: Pulumi.dev.yaml has this one | pulumi config set platform:host acme.example --stack production`,
  },
  {
    when: "the live cell does not exist",
    stack: "staging",
    changes: { "Pulumi.staging.yaml": add("  platform:cells: [green]\n") },
    problem:
      'Pulumi.staging.yaml: platform:live | "blue" | one of the cells green | write `platform:live: green`',
  },
  {
    when: "the warm cell is the live one",
    stack: "staging",
    changes: { "Pulumi.staging.yaml": add("  platform:warm: blue\n") },
    problem:
      'Pulumi.staging.yaml: platform:warm | "blue" | a cell beside the live one: green | remove `platform:warm`, or name the other cell',
  },
  {
    when: "a cell is to recover what is not replicated",
    stack: "staging",
    changes: { "Pulumi.staging.yaml": add("  platform:cells: [blue, recovery]\n") },
    problem:
      "Pulumi.staging.yaml: platform:cells | a list of 2 | blue and green: nothing of this environment is replicated to recover from | write `platform:cells: [blue]`",
  },
  {
    when: "the second region is the first",
    changes: {
      [production]: swap("recoveryRegion: eu-west-3", "recoveryRegion: eu-west-1"),
      "Pulumi.shared.yaml": swap("recoveryRegion: eu-west-3", "recoveryRegion: eu-west-1"),
    },
    problem: `${production}: platform:aws.recoveryRegion | "eu-west-1" | another region than region | write another region`,
  },
  {
    when: "nothing may deploy",
    stack: "staging",
    changes: { "Pulumi.staging.yaml": swap("branches: [develop]", "branches: []") },
    problem:
      "Pulumi.staging.yaml: platform:deploy.branches | an empty list | a branch or a tag that may deploy | write `branches: [develop]` under `platform:deploy`",
  },
  {
    when: "a Worker's secrets have no store that people write them in",
    changes: { [production]: (text) => text.replace(/.*secretsStoreId.*\n/, "") },
    problem: `${production}: platform:cloudflare.secretsStoreId | nothing | the store in which people write LOGIN_TOKEN of accounts | write \`secretsStoreId: <id>\` under \`platform:cloudflare\``,
  },
  {
    when: "nobody asks who comes to where the staff works",
    changes: { [admin]: swap("login:\n  openPaths: [/healthz]\n", "") },
    problem: `${admin}: login | nothing | one before admin.acme.example, where the staff works | write \`login: {}\`, or name it otherwise`,
  },
  {
    when: "a login stands before nothing",
    changes: { [accounts]: (text) => `${text.replace("[/api/accounts/*]", "[]")}login: {}\n` },
    problem: `${accounts}: login | a login before nothing | a workload that people can open | remove it, or write \`domain\` or \`routes\` under \`worker\``,
  },
  {
    when: "the recovery cell has no range",
    changes: { [production]: swap("    recoveryCidr: 10.31.0.0/16\n", "") },
    problem: `${production}: platform:network.recoveryCidr | nothing | a range for the recovery cell | write \`recoveryCidr: 10.31.0.0/16\` under \`platform:network\`, or \`platform:cells: [blue, green]\``,
  },
  {
    when: "one of the zones is another region's",
    changes: { [production]: swap("    cidr:", "    zones: [eu-west-1a, eu-west-3b]\n    cidr:") },
    problem: `${production}: platform:network.zones | "eu-west-3b" | zones of eu-west-1 | write its zones`,
  },
  {
    when: "one of the recovery cell's zones is another region's",
    changes: {
      [production]: swap("    cidr:", "    recoveryZones: [eu-west-3a, eu-west-1b]\n    cidr:"),
    },
    problem: `${production}: platform:network.recoveryZones | "eu-west-1b" | zones of eu-west-3 | write its zones`,
  },
  {
    when: "the recovery cell has no second region",
    changes: {
      [production]: (text: string) =>
        `${text.replace("    recoveryRegion: eu-west-3\n", "")}  platform:cells: [blue, green, recovery]\n`,
    },
    problem: `${production}: platform:aws.recoveryRegion | nothing | a second region, where the recovery cell stands | write \`recoveryRegion: eu-west-3\` under \`platform:aws\``,
  },
  {
    when: "images are not where the recovery cell pulls them",
    changes: { "Pulumi.shared.yaml": swap("    recoveryRegion: eu-west-3\n", "") },
    problem:
      "Pulumi.shared.yaml: platform:aws.recoveryRegion | nothing | eu-west-3: the recovery cell of production pulls its images there | write `recoveryRegion: eu-west-3` under `platform:aws`",
  },
  {
    when: "one team approves twice",
    changes: { [production]: swap("production: [3002]", "production: [3001]") },
    problem: `${production}: platform:deploy.reviewers.production | 3001 | teams that do not approve production-approval as well: two approvals take two people | write another team's id`,
  },
  {
    when: "one of several teams approves twice",
    changes: { [production]: swap("production: [3002]", "production: [3002, 3001]") },
    problem: `${production}: platform:deploy.reviewers.production | 3001 | teams that do not approve production-approval as well: two approvals take two people | write another team's id`,
  },
  {
    when: "nobody approves",
    changes: { [production]: swap("      production: [3002]\n", "") },
    problem: `${production}: platform:deploy.reviewers.production | nothing | a team that approves | write \`production: [<team id>]\` under \`platform:deploy.reviewers\``,
  },
  {
    when: "nobody approves what previews on the real state",
    stack: "staging",
    changes: {
      "Pulumi.staging.yaml": swap("    reviewers:\n      staging-preview: [3001]\n", ""),
    },
    problem:
      "Pulumi.staging.yaml: platform:deploy.reviewers.staging-preview | nothing | a team that approves | write `staging-preview: [<team id>]` under `platform:deploy.reviewers`",
  },
  {
    when: "a gate is mistyped",
    changes: { [production]: swap("production-approval:", "production-aproval:") },
    problem: `${production}: platform:deploy.reviewers.production-aproval | an unknown gate | one of production-approval, production, production-preview | rename it to "production-approval"`,
  },
  {
    when: "the database has no organisation",
    stack: "dev",
    changes: { "Pulumi.dev.yaml": (text) => text.replace(/ {2}platform:neon:\n(?: {4}.*\n)+/, "") },
    problem:
      "Pulumi.dev.yaml: platform:neon | nothing | where the database of dev lives | write `platform:neon: { organizationId: org-quiet-meadow-10101010, region: aws-eu-central-1 }`, or `platform:database: false`",
  },
  {
    when: "a stack's name is mistyped",
    stack: "prod",
    changes: { "Pulumi.prod.yaml": "config: {}\n" },
    problem:
      'Pulumi.prod.yaml | the stack "prod" | shared, dev, staging, production or pr-<number> | did you mean production?',
  },
  {
    when: "a pull request never ends",
    stack: "pr-7",
    changes: { "Pulumi.pr.template.yaml": (text) => text.replace(/.*expiresOn.*\n/, "") },
    problem:
      'Pulumi.pr.template.yaml: platform:expiresOn | nothing | a day as quoted text, "2026-07-08" | pulumi config set platform:expiresOn 2026-07-08 --stack pr-7',
  },
  {
    when: "a pull request lives too long",
    stack: "pr-7",
    changes: {
      "Pulumi.pr.template.yaml": (text) =>
        text.replace("${createdOn}", "2026-07-01").replace("${expiresOn}", "2026-07-09"),
    },
    problem:
      'Pulumi.pr.template.yaml: platform:expiresOn | "2026-07-09" | 1 to 7 days after platform:createdOn | pulumi config set platform:expiresOn 2026-07-08 --stack pr-7',
  },
  ...["2026-07-02", "2026-07-01"].map((expiresOn) => ({
    when: `a pull request that begins on 2 July ends on ${expiresOn}`,
    stack: "pr-7",
    changes: {
      "Pulumi.pr.template.yaml": (text: string) =>
        text.replace("${createdOn}", "2026-07-02").replace("${expiresOn}", expiresOn),
    },
    problem: `Pulumi.pr.template.yaml: platform:expiresOn | "${expiresOn}" | 1 to 7 days after platform:createdOn | pulumi config set platform:expiresOn 2026-07-09 --stack pr-7`,
  })),
  {
    when: "a pull request lies outside dev's host",
    stack: "pr-7",
    changes: { "Pulumi.pr.template.yaml": swap(".dev.acme.example", ".acme.example") },
    problem:
      'Pulumi.pr.template.yaml: platform:host | "pr-7.acme.example" | a name under dev.acme.example | pulumi config set platform:host pr-7.dev.acme.example --stack pr-7',
  },
  {
    when: "a pull request lives in another account than dev",
    stack: "pr-7",
    changes: { "Pulumi.pr.template.yaml": swap("111111111111", "333333333333") },
    problem:
      "Pulumi.pr.template.yaml: platform:aws.accountId | \"333333333333\" | dev's, 111111111111 | pulumi config set --path 'platform:aws.accountId' 111111111111 --type string --stack pr-7",
  },
  {
    when: "a pull request lives in another zone than dev",
    stack: "pr-7",
    changes: {
      "Pulumi.pr.template.yaml": swap(
        "20e00000000000000000000000000002",
        "20e00000000000000000000000000001",
      ),
    },
    problem:
      "Pulumi.pr.template.yaml: platform:cloudflare.zoneId | \"20e00000000000000000000000000001\" | dev's, 20e00000000000000000000000000002 | pulumi config set --path 'platform:cloudflare.zoneId' 20e00000000000000000000000000002 --type string --stack pr-7",
  },
  {
    when: "the shared stack cannot read an environment's account",
    stack: "shared",
    changes: { "Pulumi.dev.yaml": swap("accountId:", "account:") },
    problem:
      "Pulumi.dev.yaml: platform:aws.accountId | nothing | a value: other stacks read it | write it in Pulumi.dev.yaml",
  },
  {
    when: "the shared stack finds no file of an environment",
    stack: "shared",
    changes: { "Pulumi.staging.yaml": null },
    problem:
      "Pulumi.staging.yaml | no such file | a file that says platform:aws.accountId: other stacks read it | restore Pulumi.staging.yaml from version control",
  },
];

const addressCases: readonly Case[] = [
  {
    when: "two workloads have one host",
    changes: { [admin]: swap("  port: 8080", "  host: data\n  port: 8080") },
    problem:
      'apps/qis-data-management/deploy.yaml: container.host | "data.acme.example" | an address of its own: admin has this one | choose another',
  },
  {
    when: "two Workers have one route",
    changes: {
      "services/accounts/deploy.yaml": swap(
        "[/api/accounts/*]",
        "[/api/accounts/*, /api/accounts/*]",
      ),
    },
    problem:
      'services/accounts/deploy.yaml: worker.routes[1] | "acme.example/api/accounts/*" | an address of its own: accounts has this one | choose another',
  },
  {
    when: "a workload takes another environment's host",
    changes: { [admin]: swap("  port: 8080", "  host: staging\n  port: 8080") },
    problem: `${admin}: container.host | "staging.acme.example" | a name that does not belong to staging | choose another label`,
  },
  ...["blue", "green", "live", "recovery", "pr-7", "pr-1234"].map((host) => ({
    when: `a workload takes the name ${host}`,
    changes: { [admin]: swap("  port: 8080", `  host: ${host}\n  port: 8080`) },
    problem: `${admin}: container.host | "${host}.acme.example" | a name that does not belong to the platform itself | choose another label`,
  })),
];

const groups: Readonly<Record<string, readonly Case[]>> = {
  "of manifests": manifestCases,
  "of files that can't be read": textCases,
  "of releases": releaseCases,
  "of stack settings": settingsCases,
  "of addresses": addressCases,
};

describe("problems", () => {
  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      for (const { when, changes, problem, stack = "production" } of cases) {
        it(`name place, value, expectation and remedy when ${when}`, () => {
          expect(line(problemOf(stack, changes))).to.equal(problem);
        });
      }
    });
  }

  it("of a manifest that is a folder, or a link to nothing, are no crash", () => {
    const folder = sampleProject({ [admin]: null });
    mkdirSync(join(folder, admin));
    const link = sampleProject({ [admin]: null });
    symlinkSync("/nowhere", join(link, admin));
    const got = [folder, link].map((root) => {
      const result = parsed("production", root);
      return "problems" in result ? result.problems.map((problem) => problem.got) : [];
    });
    expect(got).to.deep.equal([["a folder"], ["a link to nothing"]]);
  });

  it("of a folder of workloads that is a link out of the project tell nothing of what is there", () => {
    const root = sampleProject({ services: null });
    symlinkSync("/etc", join(root, "services"));
    const result = parsed("dev", root);
    const lines = "problems" in result ? result.problems.map(line) : [];
    expect(lines.filter((each) => each.startsWith("services"))).to.deep.equal([
      "services | a link out of the project's folder | a folder in it | rm services",
    ]);
    expect(lines.join()).not.to.include("passwd");
  });

  it("of more routes than a zone takes are found at once, however many there are", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `/${String(index)}`).join(", ");
    const accounts = "services/accounts/deploy.yaml";
    const started = performance.now();
    const { key, got, expected } = problemOf("dev", {
      [accounts]: swap("routes: [/api/accounts/*]", `routes: [${many}]`),
    });
    expect([key, got, expected]).to.deep.equal([
      "worker.routes",
      "a list of 20000",
      "a list of at most 1000 path patterns",
    ]);
    expect(performance.now() - started).to.be.below(15_000);
  });

  it("of more variables than Cloudflare and ECS take say how many they take", () => {
    const lines = (count: number, value: string) =>
      Array.from({ length: count }, (_, index) => `\n  V${String(index)}: ${value}`).join("");
    const expected = (under: string, added: string) => {
      const problem = problemOf("dev", { [admin]: swap(`${under}:`, `${under}:${added}`) });
      return `${problem.key}: ${problem.expected}`;
    };
    expect([
      expected("environment", lines(60, "x")),
      expected("secrets", lines(60, "generated")),
    ]).to.deep.equal([
      "environment: at most 60 variables",
      "secrets: a map of at most 60, each generated or external",
    ]);
  });

  it("of a file that is no map quote none of its text", () => {
    const { got } = problemOf("dev", { [admin]: "root:x:0:0\n" });
    expect(got).to.equal("plain text");
  });

  it("of secrets that would be kept under one name point at the second", () => {
    const added = "services/admin-api/deploy.yaml";
    const manifest = readFileSync(join(fixture, admin), "utf8");
    const places = problemsOf("dev", {
      [admin]: swap("ADMIN_TOKEN", "API_ADMIN_TOKEN"),
      [added]: manifest,
      "releases/dev.json": json((all) => (all["admin-api"] = all.admin ?? {})),
    });
    expect(places.map(({ file, key, expected }) => [file, key, expected])).to.deep.equal([
      [
        added,
        "secrets.ADMIN_TOKEN",
        "a name that is not kept as ADMIN_API_ADMIN_TOKEN, as admin/API_ADMIN_TOKEN is",
      ],
    ]);
  });

  it("of a name that two folders share point at the second", () => {
    const problems = problemsOf("production", { "services/landing-page/deploy.yaml": "a: 1\n" });
    expect(problems.map(line)).to.deep.equal([
      'services/landing-page/deploy.yaml | a second workload "landing-page" | one workload of that name | rename services/landing-page or apps/landing-page',
    ]);
  });

  it("come all at once, by file and then in the schema's order", () => {
    const changes: Changes = {
      [admin]: (text) => text.replace("port: 8080", "port: 80\n  colour: red").replace("30m", "30"),
      [production]: (text) =>
        text.replace("live: blue", "live: red").replace("[3002]", "[0]").replace("eu-west-3", "x"),
      [releases]: json((all) => delete all.accounts?.version),
      "Pulumi.yaml": swap("default: acme", "default: Mon_"),
    };
    const places = problemsOf("production", changes).map(({ file, key }) => `${file} ${key}`);
    expect(places).to.deep.equal([
      `${production} platform:aws.recoveryRegion`,
      `${production} platform:live`,
      `${production} platform:deploy.reviewers.production[0]`,
      "Pulumi.yaml platform:product",
      `${releases} accounts.version`,
      `${admin} container.port`,
      `${admin} container.colour`,
      `${admin} deployment.monitoringPeriod`,
    ]);
    expect(problemsOf("production", changes)).to.deep.equal(problemsOf("production", changes));
  });

  it("never show a value that is secret", () => {
    const changes: Changes = {
      [production]: (text) =>
        text
          .replace("platform:live: blue", "platform:live: { secure: hunter2 }")
          .replace("slack:", "slackToken: hunter2\n    slack:"),
      [admin]: (text) => text.replace("ADMIN_TOKEN: external", "ADMIN_TOKEN: [hunter2"),
    };
    const root = sampleProject(changes);
    const result = parsed("production", root);
    const problems = "problems" in result ? result.problems : [];
    expect(problems).to.have.length(3);
    expect(JSON.stringify(problems)).not.to.contain("hunter2");
  });

  it("that several stacks share are told once, under the names of all", () => {
    const problem = { file: "Pulumi.yaml", key: "", got: "x", expected: "y", fix: "z" };
    const { message, problems } = new SettingsError(["dev", "staging"], [problem, { ...problem }]);
    expect(problems).to.deep.equal([problem]);
    expect(message).to.match(/^1 problem in the settings of stacks "dev", "staging"\n/);
  });

  it("are thrown as one error that Pulumi prints without a stack trace", () => {
    const root = sampleProject({ [admin]: swap("cpu: 256", "cpu: 300") });
    const config = { "platform:host": "acme.example" };
    let thrown: unknown;
    try {
      loadSpec({ root, stack: "production", config });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.instanceOf(SettingsError);
    expect(RunError.isInstance(thrown)).to.equal(true);
    const { message, problems } = thrown as SettingsError;
    expect(problems.length).to.be.greaterThan(5);
    expect(message).to.match(/^\d+ problems in the settings of stack "production"\n\n/);
    expect(message).to.contain(
      [
        `${admin}: container.cpu`,
        "    got       300",
        "    expected  one of 256, 512, 1024, 2048, 4096, 8192, 16384",
        "    fix       write `cpu: 256` under `container`",
      ].join("\n"),
    );
  });
});
