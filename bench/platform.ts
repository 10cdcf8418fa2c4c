import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump, load } from "js-yaml";

/** The environments of a generated platform, in the order in which a release passes them. */
export const platformStacks = ["dev", "staging", "production"] as const;
type PlatformStack = (typeof platformStacks)[number];

/** The project's name, a part of every URN. */
export const platformProject = "platform";

/** Who the environments are, for the program and for the policies. */
const fixture = join(__dirname, "..", "test", "fixtures", "acme");

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
  // Shared is not previewed: the environments read from it whose registry holds their images.
  for (const part of ["Pulumi.yaml", "Pulumi.shared.yaml", "policies"]) {
    cpSync(join(fixture, part), join(folder, part), { recursive: true });
  }
  for (const stack of platformStacks) {
    write(`Pulumi.${stack}.yaml`, { config: settingsOf(stack) });
    write(`releases/${stack}.json`, Object.fromEntries<unknown>(names.map(releaseOf)));
  }
  for (const name of names) write(`apps/${name}/deploy.yaml`, manifestOf(name));
}

interface Settings {
  readonly "platform:network": { readonly cidr: string };
}

function settingsOf(stack: PlatformStack): unknown {
  const text = readFileSync(join(fixture, `Pulumi.${stack}.yaml`), "utf8");
  const { config } = load(text) as { readonly config: Settings };
  return {
    ...config,
    "platform:alerts": { emails: ["operations@acme.example"] },
    "platform:network": {
      cidr: config["platform:network"].cidr,
      zones: ["eu-west-1a", "eu-west-1b"],
    },
    "platform:cells": ["blue"],
    "platform:database": false,
    "platform:objectStores": ["data"],
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
