import type { TierValues } from "../blueprint/tiers";
import { cellsOf, type EnvironmentSettings, type Report } from "./environment-settings";
import type { Problem } from "./problem";
import type { Neighbour } from "./project";
import { show, yamlOf } from "./show";

/** The live cell exists, and what lives in another region has one. */
export function checkCells(
  settings: EnvironmentSettings,
  tier: TierValues,
  report: Report,
): Problem[] {
  const { aws, network, live, warm } = settings.values;
  const cells = cellsOf(settings, tier);
  const problems: Problem[] = [];
  if (!cells.includes(live)) {
    const other = cells.find((cell) => cell !== "recovery");
    const fix =
      other === undefined ? "add it to `platform:cells`" : `write \`platform:live: ${other}\``;
    problems.push(report("live", live, `one of the cells ${cells.join(", ")}`, fix));
  }
  if (warm !== undefined && (warm === live || !cells.includes(warm))) {
    const others = cells.filter((cell) => cell !== live && cell !== "recovery");
    const expected = `a cell beside the live one: ${others.join(", ") || "this environment has one cell"}`;
    problems.push(report("warm", warm, expected, "remove `platform:warm`, or name the other cell"));
  }
  const recovers = cells.includes("recovery");
  if (recovers && !tier.storage.replicated) {
    const fix = `write \`platform:cells: ${yamlOf(cells.filter((cell) => cell !== "recovery"))}\``;
    const expected = "blue and green: nothing of this environment is replicated to recover from";
    problems.push(report("cells", cells, expected, fix));
    return problems;
  }
  if (recovers && aws.recoveryRegion === undefined) {
    const expected = "a second region, where the recovery cell stands";
    const fix = "write `recoveryRegion: eu-west-3` under `platform:aws`";
    problems.push(report("aws.recoveryRegion", undefined, expected, fix));
  }
  if (aws.recoveryRegion !== undefined && aws.recoveryRegion === aws.region) {
    const fix = "write another region";
    problems.push(
      report("aws.recoveryRegion", aws.recoveryRegion, "another region than region", fix),
    );
  }
  if (recovers && network.recoveryCidr === undefined) {
    const fix = `write \`recoveryCidr: 10.31.0.0/16\` under \`platform:network\`, or \`platform:cells: ${yamlOf(cells.filter((cell) => cell !== "recovery"))}\``;
    problems.push(report("network.recoveryCidr", undefined, "a range for the recovery cell", fix));
  }
  const zones = [
    ["network.zones", network.zones, aws.region],
    ["network.recoveryZones", network.recoveryZones, aws.recoveryRegion],
  ] as const;
  for (const [key, names, region] of zones) {
    const stray = names?.find((zone) => zone.slice(0, -1) !== region);
    if (stray !== undefined) {
      problems.push(
        report(key, stray, `zones of ${region ?? "a recovery region"}`, "write its zones"),
      );
    }
  }
  return problems;
}

/** The recovery cell starts when the home region is lost, and the registry of its images with it. */
export function checkReplicatedImages(
  stack: string,
  settings: EnvironmentSettings,
  tier: TierValues,
  neighbours: readonly Neighbour[],
): Problem[] {
  const { recoveryRegion } = settings.values.aws;
  const registry = neighbours.find((other) => other.stack === "shared");
  if (recoveryRegion === undefined || registry === undefined) return [];
  if (!cellsOf(settings, tier).includes("recovery")) return [];
  if (registry.recoveryRegion === recoveryRegion) return [];
  return [
    {
      file: registry.file,
      key: "platform:aws.recoveryRegion",
      got: show(registry.recoveryRegion),
      expected: `${recoveryRegion}: the recovery cell of ${stack} pulls its images there`,
      fix: `write \`recoveryRegion: ${recoveryRegion}\` under \`platform:aws\``,
    },
  ];
}
