import type { EnvironmentSpec } from "../../blueprint/environment";
import type { StackSpec } from "../../blueprint/stack";
import { tiers } from "../../blueprint/tiers";
import type { Pace } from "../../rollout/stages/journal";
import type { Wanted } from "../../rollout/stages/plan";
import { followsManifest } from "../../settings/check-workloads";
import { SettingsError } from "../../settings/problem";
import { readWorkloads, type Workload } from "../../settings/read-workloads";
import { readReleases } from "../../settings/release";
import { previewHost } from "../../settings/stack-name";
import { minutesOf } from "../../settings/values";
import { containerSettle } from "./metrics/containers";
import { workerSettle } from "./metrics/workers";

/** What a person wants otherwise than the manifests say. */
export interface Wishes {
  /** Workloads alone. Default: all. */
  readonly only?: readonly string[];
  /** Percent that Workers' new versions get first. */
  readonly share?: number;
  /** Seconds that they are watched with it. */
  readonly watch?: number;
}

/**
 * What the files want of a stack's workloads; `shared` has none. A Worker of a tier that runs the checkout is not among them: any `up`
 * brings it.
 *
 * @throws SettingsError
 */
export function wantedIn(root: string, spec: StackSpec, wishes: Wishes): readonly Wanted[] {
  if (spec.kind === "shared") return [];
  const { stack, tier } = spec.identity;
  const workloads = readWorkloads(root);
  const releases = readReleases(root, stack, tier === "preview" ? previewHost : undefined);
  const problems = [...workloads.problems, ...releases.problems];
  if (problems.length > 0) throw new SettingsError(stack, problems);
  return workloads.sound.flatMap((workload) => {
    const { name, manifest } = workload;
    const entry = releases.sound.get(name);
    if (entry === undefined || !(wishes.only?.includes(name) ?? true)) return [];
    if (manifest.target === "cloudflare-worker" && tiers[tier].workersFromCheckout) return [];
    const pace = paceOf(workload, spec, wishes);
    return [{ workload: name, target: manifest.target, entry, pace }];
  });
}

/** How fast a release of a workload goes: by its manifest where the tier follows that, else tried aside and then for all. */
function paceOf(
  { name, manifest: { deployment } }: Workload,
  { identity, containerServices }: EnvironmentSpec,
  { share, watch }: Wishes,
): Pace {
  const tier = tiers[identity.tier];
  const { strategy, canaryPercentage = 5, monitoringPeriod, rollbackThresholds } = deployment;
  const monitored = 60 * (minutesOf(monitoringPeriod) ?? 0);
  const isCanary = followsManifest(tier) && strategy === "canary";
  const first = share ?? (isCanary ? canaryPercentage : undefined);
  const container = containerServices.find((service) => service.name === name);
  const { rollout = { strategy: "ROLLING" as const }, approvalMinutes = 0 } = container ?? {};
  const kept = tier.rollout[strategy];
  const bake = kept.strategy === "ROLLING" ? 0 : 60 * kept.bakeMinutes;
  return {
    ...(first !== undefined && { share: first }),
    watch: watch ?? monitored,
    bake: followsManifest(tier) && !isCanary ? monitored : bake,
    errorRate: rollbackThresholds.errorRate / 100,
    settle: container === undefined ? workerSettle : containerSettle,
    deployment: 60 * deploymentMinutes(rollout),
    consent: 60 * approvalMinutes,
  };
}

function deploymentMinutes(
  rollout: EnvironmentSpec["containerServices"][number]["rollout"],
): number {
  switch (rollout.strategy) {
    case "ROLLING":
      return 0;
    case "BLUE_GREEN":
      return rollout.bakeMinutes;
    case "CANARY":
      return rollout.bakeMinutes + rollout.canaryBakeMinutes;
  }
}
