import type { ContainerServiceSpec } from "../blueprint/container-service";
import type { EdgeWorkerSpec, StaticSiteSpec } from "../blueprint/edge";
import type { EnvironmentSpec, IdentitySpec } from "../blueprint/environment";
import { tiers } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";
import { hostsOf } from "./hosts";
import { resolveContainerService } from "./resolve-container-service";
import { resolveBackup, resolveDatabase, resolveObjectStore } from "./resolve-data";
import { resolveEdgeWorker, resolveStaticSite } from "./resolve-edge";
import { resolveGates } from "./resolve-gates";
import { resolveLogin } from "./resolve-login";
import { resolveCells, resolveNetwork, resolveRecoveryNetwork } from "./resolve-network";
import { resolveSecrets } from "./resolve-secrets";
import { waitingIn } from "./waiting";
import { previewHost } from "./stack-name";

/** What people wait for at most (OBS-3, OBS-4). */
const latency = { latencyP95Seconds: 2, latencyP99Seconds: 5 };

/** One environment as plain data, from settings, manifests and releases that have no problem. */
export function resolveEnvironment(inputs: EnvironmentInputs): EnvironmentSpec {
  const { stack, settings } = inputs;
  const { values } = settings;
  const tier = tiers[inputs.tier];
  const { aws } = values;
  const regions = [aws.region, ...(aws.recoveryRegion === undefined ? [] : [aws.recoveryRegion])];
  const gates = resolveGates(inputs);
  const workloads = workloadsOf(inputs);

  return {
    kind: "environment",
    identity: identityOf(inputs),
    aws: { ...aws, recoveryRegion: aws.recoveryRegion },
    cloudflare: { ...values.cloudflare, secretsStoreId: values.cloudflare.secretsStoreId },
    zone: settings.kind === "permanent" ? { rateLimit: tier.rateLimit } : undefined,
    github: values.github,
    network: resolveNetwork(inputs),
    recoveryNetwork: resolveRecoveryNetwork(inputs),
    cells: resolveCells(inputs),
    ...workloads,
    login: resolveLogin(inputs),
    database: resolveDatabase(inputs),
    objectStores: values.objectStores.map((name) =>
      resolveObjectStore(
        name,
        inputs,
        workloads.staticSites.flatMap((site) => site.hosts),
      ),
    ),
    secrets: resolveSecrets(inputs.workloads, gates.length > 0),
    secretRecoveryDays: tier.secretRecoveryDays,
    backup: resolveBackup(inputs),
    gates,
    deployIdentity: {
      githubEnvironment: gates.find(({ purpose }) => purpose === "deploy")?.name ?? previewHost,
      approvalEnvironment: gates.find(({ purpose }) => purpose === "approve")?.name,
      maxSessionSeconds: tier.deploySessionSeconds,
      accountStack: settings.kind === "permanent" ? stack : previewHost,
      allowedRegions: regions,
    },
    alerts: {
      availabilityPercent: tier.availabilityPercent,
      ...latency,
      slack: values.alerts.slack,
      emails: values.alerts.emails,
      stakeholders: values.alerts.stakeholders ?? [],
    },
    logging: {
      retentionDays: tier.logRetentionDays,
      level: tier.logLevel,
      errorSampleRate: tier.errorSampleRate,
    },
    protectData: tier.protectData,
    keyDeletionDays: tier.keyDeletionDays,
    monthlyBudgetUsd: (values.budgetMonthlyUsd * tier.budgetPercent) / 100,
  };
}

function identityOf({ stack, tier, settings }: EnvironmentInputs): IdentitySpec {
  const { host, product, costCenter, database } = settings.values;
  const expiresOn = settings.kind === "ephemeral" ? settings.values.expiresOn : undefined;
  return {
    stack,
    tier,
    product,
    host,
    tags: {
      environment: stack,
      project: product,
      "managed-by": "pulumi",
      "cost-center": costCenter,
      // A branch of the database says so itself (ENV-4).
      ...(expiresOn !== undefined && database === false && { expires: expiresOn }),
    },
    expiresOn,
  };
}

function workloadsOf(inputs: EnvironmentInputs) {
  const { stack, tier, settings, workloads, releases, builds, registry } = inputs;
  const { host, product } = settings.values;
  const branches = settings.kind === "permanent" ? settings.values.deploy.branches : [];
  const specs = {
    containerServices: [] as ContainerServiceSpec[],
    edgeWorkers: [] as EdgeWorkerSpec[],
    staticSites: [] as StaticSiteSpec[],
    serviceHosts: workloads
      .filter(({ manifest }) => manifest.target === "aws-ecs")
      .flatMap((workload) => hostsOf(workload, host).map(({ address }) => address)),
    waiting: waitingIn(inputs),
  };
  for (const { name, manifest } of workloads) {
    if (manifest.target === "cloudflare-pages") {
      specs.staticSites.push(resolveStaticSite(name, manifest, { stack, host, branches }));
      continue;
    }
    const release = releases.get(name);
    if (release === undefined) continue;
    switch (manifest.target) {
      case "aws-ecs":
        specs.containerServices.push(
          resolveContainerService(name, manifest, release, {
            tier,
            host,
            product,
            registry,
          }),
        );
        break;
      case "cloudflare-worker": {
        const build = builds.get(name);
        if (build === undefined) throw new RangeError(`${name} has no build in ${stack}`);
        specs.edgeWorkers.push(resolveEdgeWorker(name, manifest, release, build, { tier, host }));
        break;
      }
    }
  }
  return specs;
}
