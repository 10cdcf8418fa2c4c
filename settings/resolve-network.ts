import type { CellSpec } from "../blueprint/container-service";
import type { NetworkSpec } from "../blueprint/network";
import { zonesOf } from "../blueprint/subnets";
import { tiers } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";
import { cellsOf } from "./environment-settings";

export function resolveNetwork(
  { tier: name }: EnvironmentInputs,
  region: string,
  cidr: string,
  zones: readonly string[] | undefined,
): NetworkSpec {
  const tier = tiers[name];
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
  const { aws, live } = settings.values;
  return cellsOf(settings, tier).map((cell) => ({
    name: cell,
    region: cell === "recovery" ? (aws.recoveryRegion ?? aws.region) : aws.region,
    role: cell === "recovery" ? "recovery" : cell === live ? "live" : "idle",
    containerInsights: tier.containerInsights,
    capacity: tier.capacity,
  }));
}
