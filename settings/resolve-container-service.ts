import type { ContainerServiceSpec, RolloutSpec, ScaleSpec } from "../blueprint/container-service";
import { physicalName } from "../blueprint/names";
import type { Tier } from "../blueprint/tier";
import { tiers } from "../blueprint/tiers";
import { followsManifest } from "./check-workloads";
import { underHost } from "./hosts";
import type { ContainerManifest } from "./manifest/manifest";
import type { Neighbour } from "./project";
import type { Release } from "./release";
import { workloadLogin } from "./resolve-login";
import { secretUses } from "./resolve-secrets";
import { minutesOf } from "./values";

/** A workload that ECS runs, as one environment runs it. */
export function resolveContainerService(
  name: string,
  manifest: ContainerManifest,
  release: Release,
  environment: {
    readonly tier: Tier;
    readonly host: string;
    readonly product: string;
    readonly registry: Neighbour | undefined;
  },
): ContainerServiceSpec {
  const tier = tiers[environment.tier];
  const { container, deployment } = manifest;
  const images = sharedImages(name, environment);
  return {
    name,
    host: underHost(container.host ?? name, environment.host),
    login: workloadLogin({ name, manifest }, environment.host),
    image: `${release.image ?? images.home}@${release.digest}`,
    recoveryImage: `${release.image ?? images.recovery}@${release.digest}`,
    version: release.version,
    port: container.port,
    healthCheckPath: container.healthCheckPath,
    cpu: container.cpu,
    memoryMib: container.memoryMib,
    environment: manifest.environment,
    secrets: secretUses(name, manifest.secrets),
    usesDatabase: manifest.uses.database,
    objectStores: manifest.uses.objectStores,
    rollout: release.goesBack === true ? atOnce(tier) : rolloutOf(manifest, environment.tier),
    rollback: {
      errorRatePercent: deployment.rollbackThresholds.errorRate,
      latencyIncreasePercent: deployment.rollbackThresholds.latencyIncrease,
    },
    alarmsRollBack: tier.alarmsRollBack,
    approvalMinutes: tier.approvalMinutes,
    goesBackTo: release.goesBack === true ? release.digest : undefined,
    scale: scaleOf(manifest, environment.tier),
    allowExec: tier.allowExec,
    updateTimeout: tier.updateTimeout,
  };
}

/** All traffic in one move, after which ECS keeps what was taken back for as long as alarms want to judge (REL-15). */
function atOnce({ rollout }: (typeof tiers)[Tier]): RolloutSpec {
  return rollout["blue-green"].strategy === "ROLLING"
    ? rollout["blue-green"]
    : { strategy: "BLUE_GREEN", bakeMinutes: 10 };
}

/** The tier's strategy; where the tier follows the manifest, with the manifest's share and time of watching. */
function rolloutOf({ deployment }: ContainerManifest, name: Tier): RolloutSpec {
  const tier = tiers[name];
  const rollout = tier.rollout[deployment.strategy];
  if (!followsManifest(tier)) return rollout;
  const watched = minutesOf(deployment.monitoringPeriod);
  switch (rollout.strategy) {
    case "ROLLING":
      return rollout;
    case "BLUE_GREEN":
      return { ...rollout, bakeMinutes: watched ?? rollout.bakeMinutes };
    case "CANARY":
      return {
        ...rollout,
        canaryPercent: deployment.canaryPercentage ?? rollout.canaryPercent,
        canaryBakeMinutes: watched ?? rollout.canaryBakeMinutes,
      };
  }
}

function scaleOf({ container, scale }: ContainerManifest, name: Tier): ScaleSpec {
  const tier = tiers[name];
  const own = scale[name === "preview" ? "dev" : name];
  return {
    min: own?.min ?? tier.minTasks,
    max: own?.max ?? tier.maxTasks,
    cpuTargetPercent: container.cpuTargetPercent,
    requestsPerTarget: container.requestsPerTarget,
    schedule: tier.schedule,
  };
}

/** Images are built once, into the shared stack's registry, and pulled from it and from its replica (REL-18). */
export function sharedImages(
  name: string,
  { product, registry }: { readonly product: string; readonly registry: Neighbour | undefined },
): { readonly home: string; readonly recovery: string } {
  const { region, recoveryRegion } = registry ?? {};
  const accountId = registry?.tenancies["aws.accountId"];
  if (accountId === undefined || region === undefined) {
    throw new RangeError("the shared stack names no account and region");
  }
  const repository = physicalName("repository", product, name);
  const imageIn = (place: string) => `${accountId}.dkr.ecr.${place}.amazonaws.com/${repository}`;
  return { home: imageIn(region), recovery: imageIn(recoveryRegion ?? region) };
}
