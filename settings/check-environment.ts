import type { TierValues } from "../blueprint/tiers";
import { checkCells, checkReplicatedImages } from "./check-cells";
import { checkGates, checkLifetime } from "./check-delivery";
import { checkHost, checkTenancies } from "./check-identity";
import { checkRanges } from "./check-ranges";
import { reporter, type EnvironmentSettings, type Report } from "./environment-settings";
import type { Problem } from "./problem";
import type { Neighbour } from "./project";
import { yamlOf } from "./show";

/** What a stack's settings must hold together and against the other stacks'. */
export function checkEnvironment(
  stack: string,
  file: string,
  tier: TierValues,
  settings: EnvironmentSettings,
  neighbours: readonly Neighbour[],
): Problem[] {
  const report = reporter(file);
  return [
    ...checkHost(stack, settings, neighbours, report),
    ...checkTenancies(stack, settings, neighbours, report),
    ...checkRanges(stack, settings, neighbours, report),
    ...checkCells(settings, tier, report),
    ...checkReplicatedImages(stack, settings, tier, neighbours),
    ...checkDatabase(stack, settings, report),
    ...(settings.kind === "permanent"
      ? checkGates(stack, settings, tier, report)
      : checkLifetime(stack, settings, tier, report)),
  ];
}

function checkDatabase(stack: string, settings: EnvironmentSettings, report: Report): Problem[] {
  if (settings.values.database === false || settings.values.neon !== undefined) return [];
  const example =
    settings.kind === "ephemeral"
      ? { projectId: "quiet-meadow-10101010", branchId: "br-still-river-10101010" }
      : { organizationId: "org-quiet-meadow-10101010", region: "aws-eu-central-1" };
  const fix = `write \`platform:neon: ${yamlOf(example)}\`, or \`platform:database: false\``;
  return [report("neon", undefined, `where the database of ${stack} lives`, fix)];
}
