import type { GateSpec } from "../blueprint/delivery";
import { tiers } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";

export function resolveGates({ stack, tier, settings }: EnvironmentInputs): readonly GateSpec[] {
  if (settings.kind === "ephemeral") return [];
  const { branches, tags, reviewers } = settings.values.deploy;
  const deploying = tiers[tier].gates.map(
    ({ suffix, waitMinutes, adminsBypass }, index, all): GateSpec => {
      const name = `${stack}${suffix}`;
      const reviewerTeamIds = reviewers[name] ?? [];
      return {
        name,
        reviewerTeamIds,
        waitMinutes,
        preventSelfReview: reviewerTeamIds.length > 0,
        adminsBypass,
        branchPatterns: branches,
        tagPatterns: tags,
        purpose: index === all.length - 1 ? "deploy" : "approve",
      };
    },
  );
  // Who may read a protected environment's state may decrypt what is in it: its first reviewers say so.
  const [first] = deploying;
  const preview: GateSpec = {
    name: `${deploying.at(-1)?.name ?? stack}-preview`,
    reviewerTeamIds: first?.reviewerTeamIds ?? [],
    waitMinutes: 0,
    preventSelfReview: first?.preventSelfReview ?? false,
    adminsBypass: first?.adminsBypass ?? true,
    branchPatterns: ["refs/pull/*/merge"],
    tagPatterns: [],
    purpose: "preview",
  };
  return [...deploying, preview];
}
