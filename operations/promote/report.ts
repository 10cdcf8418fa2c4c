import { visible } from "../../settings/visible";
import type { Promotion } from "./promotion";
import type { PromoteCommand } from "./options";

export interface Objection {
  readonly workload: string;
  /** As `is not …`. */
  readonly why: string;
}

/** What a promotion changes, what speaks against it, and what to do next. */
export function describePromotion(
  { from, to, unverified }: PromoteCommand,
  promotions: readonly Promotion[],
  {
    missing,
    ungated,
    unproved,
    remarks,
  }: {
    readonly missing: readonly Objection[];
    readonly ungated: readonly Objection[];
    /** What a person may go past. */
    readonly unproved: readonly Objection[];
    readonly remarks: readonly string[];
  },
): string {
  const lines = promotions.map(({ workload, before, after }) => {
    const now = before === undefined ? "nothing" : spelled(before);
    return `${workload}: ${now} → ${spelled(after)}, ${after.digest}`;
  });
  const refused = [...missing, ...ungated, ...unproved].map(
    ({ workload, why }) => `  ${workload} ${why}`,
  );
  const past = [
    ...(ungated.length === 0
      ? []
      : [
          "Who does without a gate changes `qualityGates` of the deploy.yaml, with the reason in the commit, for reviewers to see",
        ]),
    ...(unproved.length === 0 ? [] : ["Past the journal goes who says why: UNVERIFIED=<reason>"]),
  ];
  const all =
    promotions.length === 0
      ? [`${to} names the builds of ${from} already`]
      : [
          ...lines,
          ...remarks,
          ...(refused.length === 0
            ? done(to, unverified)
            : ["", "Nothing is written:", ...refused, ...past]),
        ];
  return all.map((line) => `${visible(line)}\n`).join("");
}

function done(to: string, unverified: string | undefined): readonly string[] {
  const next = `releases/${to}.json names them: commit it, then \`make release ENV=${to}\``;
  if (unverified === undefined) return [next];
  return [
    "",
    `! UNVERIFIED: ${unverified}`,
    `! Nobody has seen these builds healthy for long enough. Put this line into the commit: Unverified: ${unverified}`,
    "",
    next,
  ];
}

function spelled({
  version,
  commit,
}: {
  readonly version: string;
  readonly commit: string;
}): string {
  return `${version} (${commit.slice(0, 12)})`;
}
