import type { GateSpec } from "../blueprint/delivery";
import { tiers, type GateValues, type TierValues } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";

type Gate = Pick<GateSpec, "name" | "purpose"> & Omit<GateValues, "suffix">;

/** Merges of a pull request into its base, as GitHub makes them to be tried. */
const pullRequests = "refs/pull/*/merge";

/** The GitHub environments of a permanent stack: those that a deployment passes in turn, and the one of previews. */
export function gatesOf(stack: string, { gates }: TierValues): readonly Gate[] {
  const deploying = gates.map(({ suffix, ...values }, index): Gate => {
    const purpose = index === gates.length - 1 ? "deploy" : "approve";
    return { name: `${stack}${suffix}`, purpose, ...values };
  });
  // Whoever previews on the real state decrypts what is in it.
  return [
    ...deploying,
    { name: `${stack}-preview`, purpose: "preview", reviewed: true, waitMinutes: 0 },
  ];
}

export function resolveGates({ stack, tier, settings }: EnvironmentInputs): readonly GateSpec[] {
  if (settings.kind === "ephemeral") return [];
  const { branches, tags, reviewers } = settings.values.deploy;
  return gatesOf(stack, tiers[tier]).map(({ name, purpose, waitMinutes }) => ({
    name,
    purpose,
    waitMinutes,
    reviewerTeamIds: reviewers[name] ?? [],
    branchPatterns: purpose === "preview" ? [pullRequests] : branches,
    tagPatterns: purpose === "preview" ? [] : tags,
  }));
}
