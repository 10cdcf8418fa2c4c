import * as fc from "fast-check";
import { containerManifest, siteManifest, workerManifest } from "./changes";
import {
  inAll,
  inStack,
  type Json,
  newWorkload,
  type Patch,
  together,
  withoutWorkload,
} from "./platform";

const environments = ["dev", "staging", "production", "pr-7"] as const;

/** Names of workloads, stores and products: those that parts of the platform have as well, the shortest and the longest. */
const name = fc.oneof(
  fc.constantFrom(
    "home",
    "access-logs",
    "releases",
    "state",
    "network",
    "key",
    "a1",
    `z${"z".repeat(39)}`,
  ),
  fc.stringMatching(/^[a-z][a-z0-9]{1,9}(?:-[a-z0-9]{1,9}){0,3}$/),
);
const host = fc
  .oneof(fc.constant("x".repeat(63)), fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/))
  .filter((label) => !/^(?:blue|green|live|recovery|services|dev|staging|pr-\d+)$/.test(label));
const variables = fc.dictionary(
  fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/).map((text) => `V_${text}_NAME`),
  fc.string({ maxLength: 200, unit: "grapheme" }).filter((text) => !text.includes("://")),
  { maxKeys: 5 },
);
const secrets = fc.dictionary(
  fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/).map((text) => `S_${text}_KEY`),
  fc.constantFrom("generated", "external"),
  { maxKeys: 4 },
);

const deployment = fc.record({
  strategy: fc.constantFrom("blue-green", "canary"),
  monitoringPeriod: fc.integer({ min: 30, max: 60 }).map((minutes) => `${String(minutes)}m`),
  rollbackThresholds: fc.record({
    errorRate: fc.integer({ min: 1, max: 100 }).map((share) => share / 100),
    latencyIncrease: fc.integer({ min: 1, max: 1_000 }),
  }),
  qualityGates: fc.record({
    sonarQube: fc.boolean(),
    testCoverage: fc.integer({ min: 80, max: 100 }),
    securityScan: fc.boolean(),
    healthChecks: fc.constant(true),
  }),
});

/** Bounds of tasks, the most at least the least. */
const scale = (least: number, most: number) =>
  fc
    .integer({ min: least, max: most })
    .chain((min) =>
      fc.record({ min: fc.constant(min), max: fc.integer({ min: Math.max(min, 1), max: most }) }),
    );

const container = fc.record({
  target: fc.constant("aws-ecs"),
  container: fc
    .record(
      {
        host,
        port: fc.integer({ min: 1024, max: 65_535 }),
        healthCheckPath: fc.stringMatching(/^\/\w[\w./-]{0,60}$/),
        size: fc.constantFrom(
          [256, 512],
          [512, 3072],
          [1024, 8192],
          [4096, 9216],
          [16_384, 32_768],
        ),
        cpuTargetPercent: fc.integer({ min: 20, max: 90 }),
        requestsPerTarget: fc.integer({ min: 1, max: 1_000_000 }),
      },
      { requiredKeys: ["port", "healthCheckPath", "size"] },
    )
    .map(({ size: [cpu = 256, memoryMib = 512], ...rest }) => ({
      ...containerManifest.container,
      ...rest,
      cpu,
      memoryMib,
    })),
  deployment,
  environment: variables,
  secrets,
  scale: fc.record(
    { dev: scale(0, 2), staging: scale(1, 50), production: scale(2, 200) },
    { requiredKeys: [] },
  ),
});

const cron = fc
  .tuple(
    fc.constantFrom("*", "*/7", "0-30/5", "59"),
    fc.constantFrom("*", "0,12", "23"),
    fc.constantFrom("*", "L", "31", "1-28"),
    fc.constantFrom("*", "JAN-MAR", "1,7"),
    fc.constantFrom("*", "MON-FRI", "7", "6L", "SUN#5"),
  )
  .map((fields) => fields.join(" "));

const worker = fc.record({
  target: fc.constant("cloudflare-worker"),
  worker: fc
    .record(
      {
        domain: host,
        crons: fc.array(cron, { maxLength: 5 }),
        cpuMs: fc.integer({ min: 10, max: 300_000 }),
      },
      { requiredKeys: [] },
    )
    .map((rest) => ({ ...workerManifest.worker, ...rest })),
  deployment,
  environment: variables,
  secrets,
});

const siteOf = fc.record({
  hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 4 }),
  deployment,
  environment: variables,
  secrets,
});

const emails = fc.uniqueArray(
  fc
    .emailAddress({ size: "-1" })
    .filter((text) => /^[\w.+-]+@[\w.-]+$/.test(text) && text.length < 60)
    .map((text) => text.replace(/@.*/, "@acme.example")),
  { minLength: 1, maxLength: 10 },
);

const settings = fc.record({
  cells: fc.constantFrom<Patch>(
    { cells: ["blue"], live: "blue" },
    { cells: ["green"], live: "green" },
    { cells: ["blue", "green"], live: "blue" },
    { cells: ["green", "blue"], live: "green" },
    { cells: ["blue", "green"], live: "blue", warm: "green" },
  ),
  stores: fc.uniqueArray(name, { maxLength: 3 }),
  emails,
  slack: fc.boolean(),
  hasDatabase: fc.boolean(),
  databaseName: fc.stringMatching(/^[a-z][a-z0-9_]{0,62}$/),
  postgresVersion: fc.integer({ min: 14, max: 18 }),
  r2Location: fc.constantFrom("apac", "eeur", "enam", "oc", "weur", "wnam"),
});

export const arbitraryPlatform: fc.Arbitrary<Patch> = fc
  .record({
    product: name.filter((text) => text.length <= 30),
    budget: fc.integer({ min: 1, max: 10_000_000 }),
    stacks: fc.tuple(settings, settings, settings, settings),
    shareDatabase: fc.boolean(),
    containers: fc.array(container, { maxLength: 3 }),
    workers: fc.array(worker, { maxLength: 2 }),
    sites: fc.array(siteOf, { maxLength: 2 }),
    names: fc.uniqueArray(name, { minLength: 7, maxLength: 7 }),
  })
  .map(({ product, budget, stacks, shareDatabase, containers, workers, sites, names }) => {
    const everyone = stacks.every(({ hasDatabase }) => hasDatabase) || shareDatabase;
    const stores = stacks[0].stores.filter((store) =>
      stacks.every((stack) => stack.stores.includes(store)),
    );
    const uses = { database: everyone, objectStores: stores };
    const taken = new Set<string>(names);
    /** Hosts that no other workload has. */
    const own = (label: string | undefined): string | undefined => {
      if (label === undefined || taken.has(label)) return undefined;
      taken.add(label);
      return label;
    };
    const workloads: Json[] = [
      ...containers.map(({ container: { host: label, ...rest }, ...manifest }): Json => {
        const chosen = own(label);
        return {
          ...manifest,
          container: { ...rest, ...(chosen !== undefined && { host: chosen }) },
          uses,
        };
      }),
      ...workers.map(({ worker: { domain, ...rest }, ...manifest }, index): Json => {
        const chosen = own(domain);
        return {
          ...manifest,
          worker: {
            ...rest,
            routes: [`/w${String(index)}/*`],
            ...(chosen !== undefined && { domain: chosen }),
          },
          uses,
        };
      }),
      ...sites.map(({ hosts, ...rest }, index): Json => {
        const free = hosts.filter((label) => own(label) !== undefined);
        return {
          ...siteManifest("@"),
          ...rest,
          site: {
            ...siteManifest("@").site,
            hosts: free.length > 0 ? free : [`site${String(index)}`],
          },
        };
      }),
    ];
    return together(
      ...[
        "apps/landing-page",
        "apps/qis-data-management",
        "services/accounts",
        "services/admin",
      ].map(withoutWorkload),
      inAll({ product, budgetMonthlyUsd: budget }),
      ...environments.map((stack, index) =>
        inStack(stack, settingsOf(stack, stacks[index] ?? stacks[0], everyone)),
      ),
      ...workloads.map((manifest, index) =>
        newWorkload(`${index % 2 === 0 ? "apps" : "services"}/${names[index] ?? "w"}`, manifest),
      ),
    );
  });

function settingsOf(
  stack: (typeof environments)[number],
  {
    cells,
    stores,
    emails: told,
    slack,
    hasDatabase,
    databaseName,
    postgresVersion,
    r2Location,
  }: typeof settings extends fc.Arbitrary<infer T> ? T : never,
  everyone: boolean,
): Patch {
  return {
    ...cells,
    objectStores: stores,
    alerts: {
      emails: told,
      slack: slack ? { teamId: "T01ABCDEFGH", channelId: "C01ABCDEFGH" } : null,
    },
    database:
      everyone || hasDatabase
        ? { name: stack === "pr-7" ? "app" : databaseName, postgresVersion }
        : false,
    cloudflare: { r2Location },
  };
}
