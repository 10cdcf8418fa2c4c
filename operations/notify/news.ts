import type { Tier } from "../../blueprint/tier";
import type { Person, ReleaseRecord } from "../../rollout/stages/journal";
import { spelled } from "../../rollout/stages/build";

/** What people are told of. */
export type Occasion =
  | "begun"
  /** It waits for a person. */
  | "held"
  /** It has turned round. */
  | "going back"
  /** Its way back fails again and again. */
  | "stuck"
  | "taken back"
  /** A person ended its way back where it was. */
  | "left"
  | "verified"
  /** A person took back what was verified, and it is done. */
  | "rolled back"
  /** A command or a job ended where it should not have. */
  | "failed"
  | "done";

export type Severity = "info" | "warning" | "critical";

const nobody = { preview: undefined, dev: undefined };
const team = { preview: undefined, dev: "warning" } as const;

/** How bad each is where; nothing where nobody is told (OBS-8, OBS-13, OBS-14). */
// prettier-ignore
export const severities: Readonly<Record<Occasion, Readonly<Record<Tier, Severity | undefined>>>> = {
  "begun":       { ...nobody, staging: "info",    production: "info" },
  "held":        { ...team,   staging: "warning", production: "critical" },
  "going back":  { ...team,   staging: "warning", production: "critical" },
  "stuck":       { ...team,   staging: "warning", production: "critical" },
  "left":        { ...team,   staging: "warning", production: "critical" },
  "taken back":  { ...team,   staging: "warning", production: "warning" },
  "verified":    { ...nobody, staging: "info",    production: "info" },
  "rolled back": { ...team,   staging: "warning", production: "warning" },
  "failed":      { ...team,   staging: "warning", production: "critical" },
  "done":        { ...nobody, staging: undefined, production: "info" },
};

/** What stakeholders hear of besides the team: what becomes of a release, not each step of it. */
export const forStakeholders: ReadonlySet<Occasion> = new Set([
  "taken back",
  "left",
  "verified",
  "rolled back",
  "failed",
]);

/** Something to tell: which release, where, by whom, and what comes next. */
export interface News {
  readonly environment: string;
  readonly occasion: Occasion;
  readonly what: string;
  readonly says: string;
  readonly by: Person;
  /** What a person may do now, one sentence or command each. */
  readonly next: readonly string[];
}

/** What there is to tell of a release. */
export function newsOf(
  environment: string,
  occasion: Occasion,
  { kind, number, by, changes, cells, settings, held, reason, trouble }: ReleaseRecord,
): News {
  const parts = [
    ...changes.map(({ workload, from, to }) =>
      kind === "rollback"
        ? `${workload} back to ${from === undefined ? "nothing" : spelled(from.build)}`
        : `${workload} ${spelled(to)}`,
    ),
    ...(cells === undefined ? [] : [`all traffic from ${cells.from} to ${cells.to}`]),
    ...(settings === undefined ? [] : [`settings and code, ${settings}`]),
  ];
  const why = held ?? [reason, trouble].filter((each) => each !== undefined).join("; ");
  return {
    ...{ environment, occasion, by },
    what: `${kind} ${String(number)}`,
    says: `${parts.join("; ")}${why === "" ? "" : `. ${why}`}`,
    next: nextAfter(environment, occasion),
  };
}

/** The commands that follow. */
export function nextAfter(environment: string, occasion: Occasion): readonly string[] {
  const status = `What runs: make release-status ENV=${environment}`;
  switch (occasion) {
    case "held":
      return [
        `Decide: make release-resume ENV=${environment} SAY=promote REASON="<reason>", or SAY=back`,
      ];
    case "going back":
      return [`Nothing: what ran before comes back by itself. ${status}`];
    case "stuck":
      return [
        "It is tried again each minute: mend what it says",
        `Who can't: stop its runner, then make release-resume ENV=${environment} SAY=end REASON="<reason>"`,
      ];
    case "left":
      return [
        `See what runs against what should: make release ENV=${environment} DRY_RUN=1`,
        `Put it back by hand, or take it as it is: make release ENV=${environment} AGAIN="<reason>"`,
      ];
    case "taken back":
      return [`Release a new build, or this one with AGAIN="<reason>". ${status}`];
    case "verified":
      return environment === "staging"
        ? ["Once it ran for an hour: make promote FROM=staging TO=production"]
        : [];
    case "failed":
      return [`The same command again goes on where it ended. ${status}`];
    case "begun":
    case "rolled back":
    case "done":
      return [status];
  }
}
