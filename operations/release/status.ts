import { type Build, spelled } from "../../rollout/stages/build";
import type { Decision, Journal, Person, Place, ReleaseRecord } from "../../rollout/stages/journal";
import { openIn } from "../../rollout/stages/place";
import { standingsOf } from "../../rollout/stages/standings";
import { visible } from "../../settings/visible";
import { columns } from "../columns";
import { dateOf } from "./report";

/** What of a workload runs, as programs read it. */
export interface WorkloadStatus extends Build {
  readonly workload: string;
  /** RFC 3339. */
  readonly since: string;
  readonly release: number;
  readonly by: Person;
  readonly place?: Place;
  /** Digests that are not released again until a person says so. */
  readonly heldBack: readonly string[];
}

export interface ReleaseStatus {
  readonly environment: string;
  readonly live?: string;
  readonly workloads: readonly WorkloadStatus[];
  readonly open?: HistoryEntry;
}

/** A release, as programs read it. */
export interface HistoryEntry {
  readonly number: number;
  readonly kind: ReleaseRecord["kind"];
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly by: Person;
  readonly what: readonly string[];
  readonly outcome: NonNullable<ReleaseRecord["outcome"]> | "under way";
  readonly stage: ReleaseRecord["stage"];
  readonly reason?: string;
  readonly held?: string;
  readonly decision?: Decision;
  readonly again?: string;
  readonly rehearsed?: string;
}

/** What runs where, since when, by whose approval, and what is under way. */
export function statusOf(environment: string, journal: Journal | undefined): ReleaseStatus {
  const { workloads, live, heldBack } = standingsOf(journal);
  const open = openIn(journal);
  return {
    environment,
    ...(live !== undefined && { live }),
    workloads: Object.entries(workloads).map(
      ([workload, { build, since, release, by, place }]) => ({
        workload,
        ...build,
        since: isoOf(since),
        release,
        by,
        ...(place !== undefined && { place }),
        heldBack: (heldBack[workload] ?? []).map((each) => each.build.digest),
      }),
    ),
    ...(open !== undefined && { open: entryOf(open) }),
  };
}

/** Every release, the newest first. */
export function historyOf(journal: Journal | undefined): readonly HistoryEntry[] {
  return [...(journal?.releases ?? [])].reverse().map(entryOf);
}

export function describeStatus(environment: string, journal: Journal | undefined): string {
  const { workloads, live, open } = statusOf(environment, journal);
  if (workloads.length === 0 && open === undefined) {
    return `${environment}: no release is in the journal yet; \`make release ENV=${environment}\` makes the first\n`;
  }
  const rows = workloads.map(({ workload, since, release, by, heldBack, ...build }) => [
    workload,
    spelled(build),
    `since ${since.slice(0, 16).replace("T", " ")}`,
    `release ${String(release)}`,
    `by ${spelledPerson(by)}`,
    heldBack.length === 0 ? "" : "another build is held back",
  ]);
  return text([
    ...columns(rows),
    ...(live === undefined ? [] : [`${live} is live`]),
    ...(open === undefined
      ? []
      : [
          `under way: ${open.kind} ${String(open.number)} by ${spelledPerson(open.by)}, at "${open.stage}"${open.held === undefined ? "" : `, held: ${open.held}`}`,
        ]),
  ]);
}

export function describeHistory(environment: string, journal: Journal | undefined): string {
  const rows = historyOf(journal).map(
    ({ number, kind, startedAt, by, what, outcome, reason, decision }) => [
      `${kind} ${String(number)}`,
      startedAt.slice(0, 16).replace("T", " "),
      spelledPerson(by),
      what.join(", "),
      `${outcome}${reason === undefined ? "" : `: ${reason}`}${decision === undefined ? "" : ` (${decision.say} said ${decision.by.name})`}`,
    ],
  );
  return rows.length === 0
    ? `${environment}: no release is in the journal yet\n`
    : text(columns(rows));
}

function entryOf(record: ReleaseRecord): HistoryEntry {
  const {
    number,
    kind,
    startedAt,
    since,
    by,
    changes,
    cells,
    settings,
    outcome,
    reason,
    stage,
    held,
    said,
    again,
    rehearsed,
  } = record;
  return {
    number,
    kind,
    startedAt: isoOf(startedAt),
    by,
    what: [
      ...changes.map(({ workload, from, to }) =>
        kind === "rollback"
          ? `${workload} back to ${from?.build.version ?? ""}`
          : `${workload} ${to.version}`,
      ),
      ...(cells === undefined ? [] : [`${cells.from} to ${cells.to}`]),
      ...(settings === undefined ? [] : [`settings and code: ${settings}`]),
    ],
    outcome: outcome ?? "under way",
    stage,
    ...(outcome !== undefined && { endedAt: isoOf(since) }),
    ...(reason !== undefined && { reason }),
    ...(held !== undefined && { held }),
    ...(said !== undefined && { decision: said }),
    ...(again !== undefined && { again }),
    ...(rehearsed !== undefined && { rehearsed }),
  };
}

function spelledPerson({ name, url }: Person): string {
  return url === undefined ? name : `${name} (${url})`;
}

function isoOf(seconds: number): string {
  return `${dateOf(seconds).replace(" ", "T")}Z`;
}

function text(rows: readonly string[]): string {
  return rows.map((row) => `${visible(row.trimEnd())}\n`).join("");
}
