import type { PolicyResource, Properties } from "../../resource";
import {
  numberAt,
  optional,
  recordAt,
  recordsAt,
  recordsIn,
  textAt,
  textsAt,
  valueAt,
} from "../../read";

export const rulesetType = "github:index/repositoryRuleset:RepositoryRuleset";

/** What a reference is deployed by: production by its branch and its version tags (PIP-3). */
const releases: Readonly<Record<"branch" | "tag", readonly string[]>> = {
  branch: ["refs/heads/main", "~DEFAULT_BRANCH", "~ALL"],
  tag: ["refs/tags/v*", "~ALL"],
};

/** What a ruleset of branches has to switch on, and what happens otherwise. */
const switches: readonly (readonly [path: string, otherwise: string])[] = [
  ["rules.deletion", "lets the branch be deleted, and its rules with it"],
  ["rules.nonFastForward", "lets its history be rewritten"],
  ["rules.requiredSignatures", "takes commits that anyone could have written"],
  ["rules.pullRequest.requireCodeOwnerReview", "merges what no owner of the code has seen"],
  [
    "rules.pullRequest.requireLastPushApproval",
    "lets the last push be approved by whoever made it",
  ],
  ["rules.pullRequest.dismissStaleReviewsOnPush", "keeps an approval of what was changed since"],
  ["rules.pullRequest.requiredReviewThreadResolution", "merges over open objections"],
  [
    "rules.requiredStatusChecks.strictRequiredStatusChecksPolicy",
    "merges what was checked against an older branch",
  ],
];

const approvals = "rules.pullRequest.requiredApprovingReviewCount";
const neededOnMain = 2;
const neededElsewhere = 1;

type Target = "branch" | "tag";

/** Whether a ruleset takes in what production is deployed from. */
export function guardsRelease({ props }: PolicyResource, target: Target): boolean {
  const excluded = optional(recordAt, props, "conditions.refName")?.excludes;
  return (
    textAt(props, "target") === target &&
    !(Array.isArray(excluded) && excluded.some((ref) => mayBe(String(ref), target))) &&
    textsAt(props, "conditions.refName.includes").some((ref) => releases[target].includes(ref))
  );
}

/** Whether an exclusion may take out what production is deployed from: of tags any may. */
function mayBe(ref: string, target: Target): boolean {
  return target === "tag" || releases.branch.includes(ref) || /[*?[]/.test(ref);
}

/** What a ruleset of branches lets happen, in words. */
export function openingsOf(ruleset: PolicyResource, checks: readonly string[]): readonly string[] {
  const { props } = ruleset;
  const needed = guardsRelease(ruleset, "branch") ? neededOnMain : neededElsewhere;
  const count = numberAt(props, approvals);
  const required = recordsAt(props, "rules.requiredStatusChecks.requiredChecks").map((check) =>
    textAt(check, "context"),
  );
  const missing = checks.filter((check) => !required.includes(check));
  return [
    ...switches
      .filter(([path]) => valueAt(props, path) !== true)
      .map(([path, otherwise]) => `${otherwise} (${path} is not true)`),
    ...(count >= needed
      ? []
      : [`merges at ${String(count)} of the ${String(needed)} approvals that it needs`]),
    ...(missing.length === 0 ? [] : [`merges without the checks ${missing.join(", ")}`]),
    ...bypassesOf(props, (mode) => mode === "pull_request"),
  ];
}

/** What a ruleset of tags lets happen: a version is made by a team at most, and never moved or taken away. */
export function openingsOfTags({ props }: PolicyResource): readonly string[] {
  const isOfMakers = valueAt(props, "rules.creation") === true;
  return bypassesOf(props, (_, kind) => isOfMakers && kind === "Team");
}

/** Rules that nothing in the stack holds version tags to. */
export function missingOnTags(rulesets: readonly PolicyResource[]): readonly string[] {
  const guards = rulesets.filter(
    (ruleset) =>
      valueAt(ruleset.props, "enforcement") === "active" && guardsRelease(ruleset, "tag"),
  );
  return ["creation", "update", "deletion"].filter(
    (rule) =>
      !guards.some(
        ({ props }) =>
          valueAt(props, `rules.${rule}`) === true &&
          (rule === "creation" || recordsIn(props, "bypassActors").length === 0),
      ),
  );
}

function bypassesOf(
  props: Properties,
  isFine: (mode: string, kind: string) => boolean,
): readonly string[] {
  return recordsIn(props, "bypassActors")
    .filter((actor) => !isFine(textAt(actor, "bypassMode"), textAt(actor, "actorType")))
    .map(
      (actor) =>
        `lets ${textAt(actor, "actorType")} ${String(actor.actorId)} pass by it at any time`,
    );
}
