import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump, load } from "js-yaml";

/** The environments of a generated platform, in the order in which a release passes them. */
export const platformStacks = ["dev", "staging", "production"] as const;
type PlatformStack = (typeof platformStacks)[number];

/** The project's name, a part of every URN. */
export const platformProject = "platform";

const zone = "acme.example";
const github = { owner: "acme", ownerId: 1, repository: "platform", repositoryId: 2 };
const registry = { accountId: "999999999999", region: "eu-west-1" };

interface Identity {
  readonly host: string;
  readonly aws: Readonly<Record<string, string>> & { readonly accountId: string };
  readonly cidr: string;
  readonly branch: string;
  /** Ids of the teams that approve, by gate. */
  readonly gates: Readonly<Record<string, readonly number[]>>;
}

const identities: Readonly<Record<PlatformStack, Identity>> = {
  dev: {
    host: `dev.${zone}`,
    aws: { accountId: "111111111111", region: "eu-west-1" },
    cidr: "10.10.0.0/16",
    branch: "dev",
    gates: { dev: [] },
  },
  staging: {
    host: `staging.${zone}`,
    aws: { accountId: "222222222222", region: "eu-west-1" },
    cidr: "10.20.0.0/16",
    branch: "develop",
    gates: { staging: [] },
  },
  production: {
    host: zone,
    aws: { accountId: "333333333333", region: "eu-west-1", recoveryRegion: "eu-west-3" },
    cidr: "10.30.0.0/16",
    branch: "main",
    gates: { "production-approval": [1], production: [2] },
  },
};

/**
 * Writes a project of `services` ECS services in three environments, shaped as the CDK peer: two zones, one cell, one
 * object store, a backup plan and a generated secret per service; no database, Worker or site.
 */
export function writePlatform(folder: string, services: number): void {
  const names = Array.from({ length: services }, (_, index) => `service-${String(index)}`);
  const write = (file: string, content: unknown): void => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.endsWith(".json") ? JSON.stringify(content) : dump(content));
  };
  write("Pulumi.yaml", { name: platformProject, runtime: "nodejs" });
  // Not previewed: the environments read from it whose registry holds their images.
  write("Pulumi.shared.yaml", { config: { "platform:aws": registry } });
  for (const stack of platformStacks) {
    write(`Pulumi.${stack}.yaml`, { config: settingsOf(identities[stack]) });
    write(`releases/${stack}.json`, Object.fromEntries<unknown>(names.map(releaseOf)));
  }
  for (const name of names) write(`apps/${name}/deploy.yaml`, manifestOf(name));
  write("policies/environments.yaml", environmentTable());
  write("policies/waivers.yaml", { waivers: [] });
}

function settingsOf({ host, aws, cidr, branch, gates }: Identity): unknown {
  return {
    "pulumi:disable-default-providers": ["*"],
    "platform:product": "acme",
    "platform:costCenter": "platform",
    "platform:budgetMonthlyUsd": 2000,
    "platform:host": host,
    "platform:aws": aws,
    "platform:cloudflare": {
      accountId: "a".repeat(32),
      zoneId: "b".repeat(32),
      zone,
      r2Location: "weur",
    },
    "platform:github": github,
    "platform:alerts": { emails: [`operations@${zone}`] },
    "platform:network": { cidr, zones: ["eu-west-1a", "eu-west-1b"] },
    "platform:cells": ["blue"],
    "platform:database": false,
    "platform:objectStores": ["data"],
    "platform:deploy": { branches: [branch], reviewers: gates },
  };
}

function manifestOf(name: string): unknown {
  return {
    target: "aws-ecs",
    container: {
      port: 8080,
      healthCheckPath: "/healthz",
      cpu: 256,
      memoryMib: 512,
      cpuTargetPercent: 60,
      requestsPerTarget: 500,
    },
    deployment: {
      strategy: "canary",
      canaryPercentage: 5,
      monitoringPeriod: "30m",
      rollbackThresholds: { errorRate: 1, latencyIncrease: 10 },
      qualityGates: { sonarQube: true, testCoverage: 80, securityScan: true, healthChecks: true },
    },
    environment: { TOPIC: name },
    secrets: { SIGNING_KEY: "generated" },
    uses: { objectStores: ["data"] },
  };
}

/** Built once: every environment runs the same digest. */
function releaseOf(name: string, index: number): [string, unknown] {
  const digest = `sha256:${index.toString(16).padStart(64, "0")}`;
  return [name, { version: "1.0.0", commit: "0".repeat(40), digest }];
}

/** Who each environment is, for the policies, which know no stranger. */
function environmentTable(): unknown {
  const entryOf = (tier: string, accountId: string): Record<string, unknown> => ({
    tier,
    accounts: [accountId],
    hosts: [],
    names: [`acme-${tier}`, `acme/${tier}`],
    gates: [],
    previewEnvironments: [],
    databases: [],
    networks: [],
    complianceLocks: [],
  });
  const environments = platformStacks.map((stack): [string, unknown] => {
    const { aws, cidr, host, gates } = identities[stack];
    const own = {
      hosts: [host],
      networks: [cidr],
      gates: Object.keys(gates),
      previewEnvironments: [`${stack}-preview`],
    };
    return [stack, { ...entryOf(stack, aws.accountId), ...own }];
  });
  return {
    zone,
    repository: {
      name: `${github.owner}/${github.repository}`,
      ownerId: String(github.ownerId),
      id: String(github.repositoryId),
    },
    environments: Object.fromEntries<unknown>([
      ...environments,
      ["shared", entryOf("shared", registry.accountId)],
    ]),
    allowed: [
      {
        from: [...platformStacks],
        to: ["shared"],
        kinds: ["account", "name"],
        why: "images are pulled from the shared registry",
      },
    ],
    wildcards: sampleWildcards(),
  };
}

/** The program asks for the same rights whatever the product is called. */
function sampleWildcards(): unknown {
  const sample = readFileSync(join(__dirname, "..", "policies", "environments.yaml"), "utf8");
  const { wildcards } = load(sample.replaceAll("monepiceriz", "acme")) as { wildcards: unknown };
  return wildcards;
}
