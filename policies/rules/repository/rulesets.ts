import type { PackData } from "../../pack-data";
import type { PolicyResource } from "../../resource";
import {
  asList,
  has,
  isText,
  numberAt,
  recordsAt,
  recordsIn,
  textAt,
  textsAt,
  valueAt,
} from "../../read";

export const rulesetType = "github:index/repositoryRuleset:RepositoryRuleset";
export const deployments = "rules.requiredDeployments.requiredDeploymentEnvironments";

/** What production is deployed from (PIP-3). */
const releases = { branch: "refs/heads/main", tags: "refs/tags/v*" };

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

/** Whether a ruleset holds for a reference, and for all that it means where it is a pattern. */
function takesIn({ props }: PolicyResource, ref: string): boolean {
  const all = ["~ALL", ref, ...(ref === releases.branch ? ["~DEFAULT_BRANCH"] : [])];
  const excluded = asList(valueAt(props, "conditions.refName.excludes")).map(String);
  return (
    textAt(props, "target") === (ref === releases.tags ? "tag" : "branch") &&
    !excluded.some((each) => mayMean(each, ref)) &&
    textsAt(props, "conditions.refName.includes").some((each) => all.includes(each))
  );
}

/** Whether an exclusion may take out a branch, or some of the tags. */
function mayMean(excluded: string, ref: string): boolean {
  return excluded === ref || !/^refs\/heads\/[\w./-]+$/.test(excluded);
}

/** Those of the branches, and of what production is deployed from, that no active ruleset holds for. */
export function openBranches(
  rulesets: readonly PolicyResource[],
  branches: readonly string[],
): readonly string[] {
  const active = rulesets.filter(isActive);
  const refs = new Set([releases.branch, ...branches.map((branch) => `refs/heads/${branch}`)]);
  return [...refs]
    .filter((ref) => !active.some((ruleset) => takesIn(ruleset, ref)))
    .map((ref) => ref.slice("refs/heads/".length));
}

function isActive({ props }: PolicyResource): boolean {
  return valueAt(props, "enforcement") === "active";
}

/** What a ruleset of branches lets happen, in words. */
export function openingsOf(
  ruleset: PolicyResource,
  { repository: { checks }, environments }: PackData,
): readonly string[] {
  const { props } = ruleset;
  const isOfMain = takesIn(ruleset, releases.branch);
  const needed = isOfMain ? neededOnMain : neededElsewhere;
  const count = numberAt(props, approvals);
  const required = recordsAt(props, "rules.requiredStatusChecks.requiredChecks").map((check) =>
    textAt(check, "context"),
  );
  const missing = checks.filter((check) => !required.includes(check));
  const ran = has(props, deployments) ? textsAt(props, deployments) : [];
  const untried = [...environments.values()]
    .filter(({ tier }) => isOfMain && tier === "staging")
    .flatMap(({ gates }) => gates.filter((gate) => !ran.includes(gate)));
  return [
    ...switches
      .filter(([path]) => valueAt(props, path) !== true)
      .map(([path, otherwise]) => `${otherwise} (${path} is not true)`),
    ...(count >= needed
      ? []
      : [`merges at ${String(count)} of the ${String(needed)} approvals that it needs`]),
    ...(missing.length === 0 ? [] : [`merges without the checks ${missing.join(", ")}`]),
    ...untried.map((gate) => `merges what was never deployed to ${gate}`),
    ...bypassesOf(ruleset, []),
  ];
}

/** What a ruleset of tags lets happen: a version is made by who approves production at most, and stays as it is. */
export function openingsOfTags(
  ruleset: PolicyResource,
  { environments }: PackData,
): readonly string[] {
  const makers = [...environments.values()].flatMap(({ tier, reviewers }) =>
    tier === "production" ? reviewers : [],
  );
  return bypassesOf(ruleset, valueAt(ruleset.props, "rules.creation") === true ? makers : []);
}

/** Rules that nothing in the stack holds version tags to. */
export function missingOnTags(rulesets: readonly PolicyResource[]): readonly string[] {
  const guards = rulesets.filter((each) => isActive(each) && takesIn(each, releases.tags));
  return ["creation", "update", "deletion"].filter(
    (rule) =>
      !guards.some(
        ({ props }) =>
          valueAt(props, `rules.${rule}`) === true &&
          (rule === "creation" || recordsIn(props, "bypassActors").length === 0),
      ),
  );
}

function bypassesOf({ props }: PolicyResource, teams: readonly string[]): readonly string[] {
  return recordsIn(props, "bypassActors")
    .filter(({ actorType, actorId }) => actorType !== "Team" || !teams.includes(String(actorId)))
    .map(({ actorType, actorId }) => {
      const named = [actorType, actorId].filter((each) => isText(each) || typeof each === "number");
      return `lets ${named.length < 2 ? "somebody" : named.join(" ")} pass by it`;
    });
}
