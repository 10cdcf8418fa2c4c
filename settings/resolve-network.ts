import type { CellSpec } from "../blueprint/container-service";
import type { NetworkSpec } from "../blueprint/network";
import { zonesOf } from "../blueprint/subnets";
import type { CellName } from "../blueprint/tier";
import { tiers, type TierValues } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";
import { cellsOf, type EnvironmentSettings } from "./environment-settings";

export function resolveNetwork({ tier, settings }: EnvironmentInputs): NetworkSpec {
  const { aws, network } = settings.values;
  return networkIn(aws.region, network.cidr, network.zones, tiers[tier]);
}

/**
 * The network of the recovery region, where the environment has a cell there. It waits for a failover: its tasks reach
 * AWS through NAT, as development's do, since endpoints would be paid by the hour for nobody.
 */
export function resolveRecoveryNetwork({
  tier: name,
  settings,
}: EnvironmentInputs): NetworkSpec | undefined {
  const tier = tiers[name];
  const { aws, network } = settings.values;
  if (!cellsOf(settings, tier).includes("recovery")) return undefined;
  if (aws.recoveryRegion === undefined || network.recoveryCidr === undefined) return undefined;
  const whole = networkIn(aws.recoveryRegion, network.recoveryCidr, network.recoveryZones, tier);
  return { ...whole, interfaceEndpoints: [] };
}

function networkIn(
  region: string,
  cidr: string,
  zones: readonly string[] | undefined,
  tier: TierValues,
): NetworkSpec {
  const firstZones = ["a", "b", "c", "d", "e", "f"]
    .slice(0, tier.zones)
    .map((letter) => `${region}${letter}`);
  return {
    cidr,
    zones: zonesOf(cidr, zones ?? firstZones),
    nat: tier.nat,
    interfaceEndpoints: tier.interfaceEndpoints,
    flowLogRetentionDays: tier.logRetentionDays,
  };
}

export function resolveCells({ tier: name, settings }: EnvironmentInputs): readonly CellSpec[] {
  const tier = tiers[name];
  const { aws } = settings.values;
  return cellsOf(settings, tier).map((cell) => ({
    name: cell,
    region: cell === "recovery" ? (aws.recoveryRegion ?? aws.region) : aws.region,
    role: roleOf(cell, settings),
    containerInsights: tier.containerInsights,
    capacity: tier.capacity,
  }));
}

function roleOf(cell: CellName, { values: { live, warm } }: EnvironmentSettings): CellSpec["role"] {
  if (cell === "recovery") return "recovery";
  if (cell === live) return "live";
  return cell === warm ? "warm" : "idle";
}
