import {
  inAll,
  inPack,
  inReleases,
  inStack,
  type Json,
  newWorkload,
  type Patch,
  together,
  withoutWorkload,
} from "./platform";

/** Something that a team may do to its platform by settings, manifests and releases alone. */
export interface ValidChange {
  readonly name: string;
  readonly patch: Patch;
}

const change = (name: string, ...patches: readonly Patch[]): ValidChange => ({
  name,
  patch: together(...patches),
});

/** One change for each value. */
const each = <T>(values: readonly T[], make: (value: T) => ValidChange): readonly ValidChange[] =>
  values.map(make);

const admin = "services/admin";
const data = "apps/qis-data-management";
const accounts = "services/accounts";
const site = "apps/landing-page";
const of = (folder: string, manifest: Patch): Patch => ({ [`${folder}/deploy.yaml`]: manifest });

const deployment = {
  strategy: "canary",
  monitoringPeriod: "30m",
  rollbackThresholds: { errorRate: 1, latencyIncrease: 10 },
  qualityGates: { sonarQube: true, testCoverage: 80, securityScan: true, healthChecks: true },
};
export const containerManifest = {
  target: "aws-ecs",
  container: { port: 8080, healthCheckPath: "/healthz", cpu: 256, memoryMib: 512 },
  deployment,
};
export const workerManifest = {
  target: "cloudflare-worker",
  worker: { main: "src/index.js", compatibilityDate: "2026-06-01" },
  deployment,
};
interface SiteManifest extends Patch {
  readonly site: Patch;
}
export const siteManifest = (host: string): SiteManifest => ({
  target: "cloudflare-pages",
  site: { build: "make", output: "dist", hosts: [host], compatibilityDate: "2026-06-01" },
  deployment,
});

const useNothing = (what: Patch) =>
  together(...[admin, data, accounts].map((folder) => of(folder, { uses: what })));
const usesNoStore = useNothing({ objectStores: [] });
const usesNoDatabase = useNothing({ database: false });
const environments = ["dev", "staging", "production"] as const;
/** Whether two cells stand in an environment unless it says otherwise. */
const cellsOf = {
  dev: ["blue"],
  staging: ["blue", "green"],
  production: ["blue", "green", "recovery"],
};

const inEnvironments = environments.flatMap((stack): readonly ValidChange[] => [
  change(
    `green takes ${stack}'s traffic`,
    inStack(stack, { live: "green", cells: [...new Set([...cellsOf[stack], "green"])] }),
  ),
  change(
    `${stack} warms its other cell`,
    inStack(stack, {
      live: "blue",
      warm: "green",
      cells: [...new Set([...cellsOf[stack], "green"])],
    }),
  ),
  change(
    `${stack} moves to the cell that it warmed`,
    inStack(stack, {
      live: "green",
      warm: "blue",
      cells: [...new Set([...cellsOf[stack], "green"])],
    }),
  ),
  change(`${stack} runs one cell`, inStack(stack, { live: "blue", cells: ["blue"] })),
  change(`${stack} runs the green cell alone`, inStack(stack, { live: "green", cells: ["green"] })),
  change(`${stack} has no database`, inStack(stack, { database: false }), usesNoDatabase),
  change(
    `${stack} has no database and no place for one`,
    inStack(stack, { database: false, neon: null }),
    usesNoDatabase,
  ),
  change(
    `${stack}'s database has another name`,
    inStack(stack, { database: { name: "shop_2", postgresVersion: 17 } }),
  ),
  change(
    `${stack}'s database is of version 18`,
    inStack(stack, { database: { name: "app", postgresVersion: 18 } }),
  ),
  change(`${stack} keeps no files`, inStack(stack, { objectStores: [] }), usesNoStore),
  change(
    `${stack} keeps photos as well`,
    inStack(stack, { objectStores: ["documents", "photos"] }),
  ),
  change(
    `${stack} has three more stores`,
    inStack(stack, { objectStores: ["documents", "photos", "invoices", "x-1"] }),
  ),
  change(
    `${stack} has a store of a long name`,
    inStack(stack, { objectStores: ["documents", `s${"t".repeat(39)}`] }),
  ),
  change(`${stack} tells one address`, inStack(stack, { alerts: { emails: ["a@acme.example"] } })),
  change(
    `${stack} tells ten addresses`,
    inStack(stack, {
      alerts: { emails: Array.from({ length: 10 }, (_, n) => `p${String(n)}@acme.example`) },
    }),
  ),
  change(
    `${stack} tells no Slack channel`,
    inStack(stack, { alerts: { slack: null, emails: ["b@acme.example"] } }),
  ),
  change(
    `${stack} tells another Slack channel`,
    inStack(stack, {
      alerts: {
        emails: ["c@acme.example"],
        slack: { teamId: "TABCDEFGH", channelId: "G12345678" },
      },
    }),
  ),
  change(
    `${stack} stands in other zones`,
    inStack(stack, { network: { zones: ["eu-west-1d", "eu-west-1b", "eu-west-1c"] } }),
  ),
  change(
    `${stack} stands in four zones`,
    inStack(stack, {
      network: { zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"] },
    }),
  ),
  change(
    `${stack} has other addresses`,
    inStack(stack, { network: { cidr: `10.6${String(stack.length % 10)}.0.0/16` } }),
    inPack(stack, {
      networks: [
        `10.6${String(stack.length % 10)}.0.0/16`,
        ...(stack === "production" ? ["10.31.0.0/16"] : []),
      ],
    }),
  ),
  change(
    `${stack}'s R2 buckets lie in America`,
    inStack(stack, { cloudflare: { r2Location: "enam" } }),
  ),
  change(
    `${stack}'s database lies elsewhere`,
    inStack(stack, { neon: { region: "aws-us-east-2" } }),
  ),
  change(
    `${stack} may be deployed from another branch`,
    inStack(stack, {
      deploy: { branches: [stack === "production" ? "main" : `env/${stack}`], tags: [] },
    }),
  ),
  change(
    `${stack} is deployed from a branch and from tags`,
    inStack(stack, {
      deploy: { branches: [stack === "production" ? "main" : "stable"], tags: ["v*"] },
    }),
  ),
  change(
    `two teams review ${stack}'s previews`,
    inStack(stack, { deploy: { reviewers: { [`${stack}-preview`]: [3001, 5001] } } }),
  ),
  change(
    `${stack} lies below its zone`,
    inStack(stack, { host: `shop.${stack === "production" ? "" : `${stack}.`}acme.example` }),
    inStack("pr-7", stack === "dev" ? { host: "pr-${number}.shop.dev.acme.example" } : {}),
    inPack("pr-<n>", stack === "dev" ? { hosts: ["pr-<n>.shop.dev.acme.example"] } : {}),
  ),
]);

const ofContainers: readonly ValidChange[] = [
  ...each(
    [
      [256, 1024],
      [256, 2048],
      [512, 4096],
      [1024, 2048],
      [2048, 16_384],
      [4096, 30_720],
      [8192, 61_440],
      [16_384, 122_880],
    ],
    ([cpu = 0, memoryMib = 0]) =>
      change(
        `a container of ${String(cpu)} units and ${String(memoryMib)} MiB`,
        of(admin, { container: { cpu, memoryMib } }),
      ),
  ),
  ...each([1024, 3000, 65_535], (port) =>
    change(`a container on port ${String(port)}`, of(admin, { container: { port } })),
  ),
  ...each(["/a/b-c_d.json", `/${"x".repeat(200)}`], (path) =>
    change(
      `a health check of ${String(path.length)} letters`,
      of(admin, { container: { healthCheckPath: path } }),
    ),
  ),
  ...each([20, 90], (percent) =>
    change(
      `autoscaling at ${String(percent)} % of CPU`,
      of(admin, { container: { cpuTargetPercent: percent } }),
    ),
  ),
  ...each([1, 1_000_000], (count) =>
    change(
      `autoscaling at ${String(count)} requests`,
      of(admin, { container: { requestsPerTarget: count } }),
    ),
  ),
  ...each(["www2", "a", "x".repeat(63)], (host) =>
    change(`a container at ${String(host.length)} letters`, of(admin, { container: { host } })),
  ),
  ...each(["30m", "45m", "60m", "1h"], (period) =>
    change(
      `a canary watched for ${period}`,
      of(admin, { deployment: { monitoringPeriod: period } }),
    ),
  ),
  ...each([0.1, 1, 9.5, 10], (percent) =>
    change(
      `a canary of ${String(percent)} %`,
      of(admin, { deployment: { canaryPercentage: percent } }),
    ),
  ),
  change("a canary of the tier's share", of(admin, { deployment: { canaryPercentage: null } })),
  change(
    "a container that is released blue-green",
    of(admin, { deployment: { strategy: "blue-green", canaryPercentage: null } }),
  ),
  change(
    "blue-green, watched for ten minutes",
    of(admin, {
      deployment: { strategy: "blue-green", canaryPercentage: null, monitoringPeriod: "10m" },
    }),
  ),
  change(
    "blue-green, watched for an hour",
    of(admin, {
      deployment: { strategy: "blue-green", canaryPercentage: null, monitoringPeriod: "60m" },
    }),
  ),
  ...each([0.01, 0.5, 1], (errorRate) =>
    change(
      `taken back at ${String(errorRate)} % of failures`,
      of(admin, { deployment: { rollbackThresholds: { errorRate } } }),
    ),
  ),
  ...each([1, 1000], (latencyIncrease) =>
    change(
      `taken back when ${String(latencyIncrease)} % slower`,
      of(admin, { deployment: { rollbackThresholds: { latencyIncrease } } }),
    ),
  ),
  change(
    "gates that no scan stands in",
    of(admin, {
      deployment: { qualityGates: { sonarQube: false, securityScan: false, testCoverage: 100 } },
    }),
  ),
  change("dev may stop", of(admin, { scale: { dev: { min: 0, max: 2 } } })),
  change("staging grows to fifty", of(admin, { scale: { staging: { min: 1, max: 50 } } })),
  change(
    "staging is larger than production",
    of(admin, { scale: { staging: { min: 9, max: 50 }, production: { min: 2, max: 2 } } }),
  ),
  change(
    "production grows to two hundred",
    of(admin, { scale: { production: { min: 200, max: 200 } } }),
  ),
  change("tasks as the tiers have them", of(admin, { scale: null })),
  change("a container with the database", of(admin, { uses: { database: true } })),
  change("a container with the store", of(admin, { uses: { objectStores: ["documents"] } })),
  change(
    "a workload without what it used",
    of(data, { uses: { database: false, objectStores: [] } }),
  ),
  change("a container without secrets", of(admin, { secrets: null })),
  change(
    "a container with ten secrets",
    of(admin, {
      secrets: Object.fromEntries(
        Array.from({ length: 10 }, (_, n) => [
          `SIGNING_${String(n)}_KEY`,
          n % 2 ? "generated" : "external",
        ]),
      ),
    }),
  ),
  change("a container without variables", of(admin, { environment: null })),
  change("a container of its own host name", of(data, { container: { host: null } })),
];

const ofVariables: readonly ValidChange[] = [
  ...each(
    [
      "PASSWORD_MIN_LENGTH",
      "PUBLIC_KEY_URL",
      "SECRETARY_NAME",
      "TOKEN_TTL",
      "SORT_KEY",
      "MAX_TOKENS",
      "PASSWORDLESS_LOGIN",
      "KEYBOARD",
    ],
    (name) =>
      change(
        `a variable ${name}`,
        of(admin, { environment: { [name]: "8" } }),
        of(accounts, { environment: { [name]: "8" } }),
        of(site, { environment: { [name]: "8" } }),
      ),
  ),
  ...each(
    [
      "",
      " ",
      "é€😀",
      "a=b;c",
      '{"rows":[1,2]}',
      "https://example.org/?q=a@b",
      "-----",
      "$(x) ${y} %z",
    ],
    (value) =>
      change(
        `a variable of ${JSON.stringify(value)}`,
        of(admin, { environment: { GREETING: value } }),
        of(accounts, { environment: { GREETING: value } }),
      ),
  ),
  change(
    "a long variable",
    of(admin, { environment: { TEXT: "x".repeat(20_000) } }),
    of(accounts, { environment: { TEXT: "x".repeat(5_000) } }),
  ),
  change("a variable of a long name", of(admin, { environment: { [`V${"1".repeat(63)}`]: "x" } })),
];

const stableVersionId = "6a0f2c1e-1111-4222-8333-444455556666";

const ofTheEdge: readonly ValidChange[] = [
  ...each(
    [
      "*/5 * * * *",
      "0 3 * * MON-FRI",
      "59 23 31 12 *",
      "0 0 LW * *",
      "0 18 * * friL",
      "0 9 29 2 *",
      "0 0 1,15 JAN,JUL *",
      "10 7 * * 2-6",
      "0 0 15W * *",
      "0 10 * * MON#2",
    ],
    (cron) => change(`a Worker that runs at ${cron}`, of(accounts, { worker: { crons: [cron] } })),
  ),
  change("a Worker without routes", of(accounts, { worker: { routes: [] } })),
  change("a host that Workers alone answer for", of(site, { site: { hosts: ["www"] } })),
  change(
    "testers by the domain of the product's mail",
    inStack("staging", {
      people: { qa: { emailDomains: ["acme.example"] }, business: { emails: ["b@acme.example"] } },
    }),
  ),
  change("a Worker of every path", of(accounts, { worker: { routes: ["/*"] } })),
  change(
    "a Worker of twenty routes",
    of(accounts, {
      worker: { routes: Array.from({ length: 20 }, (_, n) => `/api/${String(n)}/*`) },
    }),
  ),
  change("a Worker with a domain of its own", of(accounts, { worker: { domain: "id" } })),
  ...each([10, 300_000], (cpuMs) =>
    change(`a Worker of ${String(cpuMs)} ms`, of(accounts, { worker: { cpuMs } })),
  ),
  change(
    "a Worker with flags",
    of(accounts, { worker: { flags: ["nodejs_compat", "global_navigator"] } }),
  ),
  change(
    "a Worker of an older runtime",
    of(accounts, { worker: { compatibilityDate: "2024-01-01" } }),
  ),
  change(
    "a Worker with the database and the store",
    of(accounts, { uses: { database: true, objectStores: ["documents"] } }),
  ),
  change("a Worker without secrets", of(accounts, { secrets: null })),
  change("a Worker with generated secrets alone", of(accounts, { secrets: { LOGIN_TOKEN: null } })),
  change("a Worker that half of staging's requests reach", {
    "releases/staging.json": { accounts: { traffic: { percentage: 50, stableVersionId } } },
  }),
  change("a Worker that a tenth of the requests reach", {
    "releases/production.json": { accounts: { traffic: { percentage: 10, stableVersionId } } },
  }),
  change(
    "a Worker that nobody reaches yet",
    inReleases(accounts, { traffic: { percentage: 0, stableVersionId } }),
  ),
  change("a site of one host", of(site, { site: { hosts: ["@"] } })),
  change("a site below the host", of(site, { site: { hosts: ["shop", "www"] } })),
  change(
    "a site of ten hosts",
    of(site, { site: { hosts: Array.from({ length: 10 }, (_, n) => `h${String(n)}`) } }),
  ),
  change("a site with secrets", of(site, { secrets: { SEARCH_TOKEN: "generated" } })),
  change("a site with variables", of(site, { environment: { LANGUAGE: "fr" } })),
  change(
    "a site that is built elsewhere",
    of(site, { site: { build: "npm ci && npm run build", output: "out/public" } }),
  ),
];

const ofWorkloads: readonly ValidChange[] = [
  ...each([admin, data, accounts, site], (folder) =>
    change(`no ${folder}`, withoutWorkload(folder)),
  ),
  change("no container", withoutWorkload(admin), withoutWorkload(data)),
  change("nothing at the edge", withoutWorkload(accounts), withoutWorkload(site)),
  change(
    "one container and no more",
    withoutWorkload(data),
    withoutWorkload(accounts),
    withoutWorkload(site),
  ),
  change(
    "no workload at all",
    withoutWorkload(admin),
    withoutWorkload(data),
    withoutWorkload(accounts),
    withoutWorkload(site),
  ),
  change("another container", newWorkload("services/billing", containerManifest)),
  change("another Worker", newWorkload("services/search", workerManifest)),
  change("another site", newWorkload("apps/docs", siteManifest("docs"))),
  change("a container in apps/", newWorkload("apps/reports", containerManifest)),
  change(
    "five more containers",
    ...Array.from({ length: 5 }, (_, n) =>
      newWorkload(`services/extra-${String(n)}`, containerManifest),
    ),
  ),
  change(
    "a container of a long name",
    newWorkload(`services/c${"o".repeat(39)}`, containerManifest),
  ),
  change(
    "a Worker of a long name",
    newWorkload(`services/w${"o".repeat(39)}`, {
      ...workerManifest,
      secrets: { SESSION_KEY: "generated", LOGIN_TOKEN: "external" },
    }),
  ),
  change("a site of a long name", newWorkload(`apps/s${"i".repeat(39)}`, siteManifest("long"))),
  change(
    "workloads of two letters",
    newWorkload("services/a1", containerManifest),
    newWorkload("services/b2", workerManifest),
    newWorkload("apps/c3", siteManifest("c3")),
  ),
  change(
    "an image of another registry",
    inReleases(admin, { image: "public.ecr.aws/docker/library/nginx" }),
  ),
  change("a release before 1.0", inReleases(admin, { version: "0.0.1-rc.1" })),
];

const ofAll: readonly ValidChange[] = [
  ...each(["ab", "kiosk-2", `p${"q".repeat(29)}`, `${"ab-".repeat(9)}cde`], (product) =>
    change(`the product ${product}`, inAll({ product })),
  ),
  ...each([1, 12.5, 10_000_000], (usd) =>
    change(`a budget of ${String(usd)} USD`, inAll({ budgetMonthlyUsd: usd })),
  ),
  ...each(["x", "R. and D._-1", "y".repeat(64)], (costCenter) =>
    change(`a cost centre of ${String(costCenter.length)} letters`, inAll({ costCenter })),
  ),
  change(
    "other stores everywhere",
    inAll({ objectStores: ["media", "exports"] }),
    ...environments.map((stack) => inStack(stack, { objectStores: null })),
    useNothing({ objectStores: ["media"] }),
  ),
  change(
    "no store anywhere",
    inAll({ objectStores: [] }),
    ...environments.map((stack) => inStack(stack, { objectStores: null })),
    usesNoStore,
  ),
  change(
    "no database anywhere",
    inAll({ database: false }),
    ...environments.map((stack) => inStack(stack, { database: null })),
    usesNoDatabase,
  ),
  change(
    "other addresses for alerts",
    inAll({ alerts: { emails: ["ops+night@acme.example", "o'neil@acme.example"] } }),
  ),
  change(
    "a database of the oldest version",
    inAll({ database: { name: "app", postgresVersion: 14 } }),
  ),
  change(
    "a database of a long name",
    inAll({ database: { name: "d".repeat(63), postgresVersion: 17 } }),
  ),
];

const ofShared: readonly ValidChange[] = [
  change(
    "three approvals",
    inStack("shared", {
      branchRules: [
        { branch: "develop", approvals: 1, requiredChecks: ["offline"] },
        {
          branch: "main",
          approvals: 3,
          requiredChecks: ["offline", "test"],
          requiredDeployments: ["staging"],
        },
      ],
    }),
  ),
  change(
    "another team",
    inStack("shared", {
      teams: [
        ["developers", 1001],
        ["qa", 2001],
        ["platform", 3001],
        ["operations", 3002],
        ["business", 4001],
        ["security", 5001],
        ["data_2", 6001],
      ].map(([slug = "", id = 0]) => ({ slug, id, permission: "push" })),
    }),
    {
      "policies/environments.yaml": {
        repository: { teams: { "2001": "push", "4001": "push", "6001": "push" } },
      },
    },
  ),
  change("no gate but the tests", inStack("shared", { gateChecks: { testCoverage: "offline" } }), {
    "policies/environments.yaml": { repository: { checks: ["offline"] } },
  }),
  change(
    "production recovers elsewhere",
    inStack("production", {
      aws: { recoveryRegion: "eu-central-1" },
      network: { recoveryZones: null },
    }),
    inStack("shared", { aws: { recoveryRegion: "eu-central-1" } }),
    inPack("production", { regions: ["eu-west-1", "eu-central-1"] }),
    inPack("shared", { regions: ["eu-west-1", "eu-central-1"] }),
  ),
  change(
    "production recovers in chosen zones",
    inStack("production", {
      network: { recoveryZones: ["eu-west-3c", "eu-west-3a", "eu-west-3b"] },
    }),
  ),
  change(
    "production without a cell to recover in",
    inStack("production", { cells: ["blue", "green"], live: "blue" }),
  ),
  change(
    "four teams approve production",
    inStack("production", {
      deploy: { reviewers: { "production-approval": [3001, 5001], production: [3002, 4001] } },
    }),
  ),
];

export const validChanges: readonly ValidChange[] = [
  ...inEnvironments,
  ...ofContainers,
  ...ofVariables,
  ...ofTheEdge,
  ...ofWorkloads,
  ...ofAll,
  ...ofShared,
];

export type { Json };
