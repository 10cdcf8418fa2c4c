import { count, minutesOf, percent } from "../../rollout/judge/words";
import { spelled } from "../../rollout/stages/build";
import type { Change, Migration, ReleaseRecord } from "../../rollout/stages/journal";
import type { Objection } from "../../rollout/stages/objections";
import { migrated, stageOf } from "../../rollout/stages/place";
import type { Candidate } from "../../rollout/stages/rollback";
import { type Wait, waitsBack, waitsThere } from "../../rollout/stages/waits";
import { visible } from "../../settings/visible";
import { columns } from "../columns";
import { nextAfter } from "../notify/news";
import type { Prepared, WorkerNeed } from "./prepare";
import type { Happening } from "./world";

/** What is about to happen, before it does. */
export function describePlan(environment: string, { record, heldBack, needs }: Prepared): string {
  const back = heldBack.map(
    ({ workload, build, release, reason }) =>
      `${workload} stays: ${spelled(build)} was taken back by release ${String(release)}, ${reason}. ` +
      `AGAIN="<reason>" releases it all the same`,
  );
  if (record === undefined) {
    return lines(
      ...back,
      `${environment}: ${back.length > 0 ? "nothing else changes" : "nothing changes, it is as its files say"}`,
    );
  }
  const { kind, number, changes, cells, settings, migrations = [] } = record;
  const moved = [
    ...(migrations.length === 0 ? [] : [["migrations", namesOf(migrations)]]),
    ...(settings === undefined ? [] : [["settings and code", settings]]),
    ...(cells === undefined ? [] : [["all traffic", cells.from, "→", cells.to]]),
    ...changes.map(described),
  ];
  const waits = kind === "rollback" ? waitsBack(record) : waitsThere(record);
  return lines(
    `${kind} ${String(number)} of ${environment}`,
    ...indented(columns(moved)),
    ...waitLines(waits, record),
    ...(kind === "rollback" || (changes.length === 0 && cells === undefined)
      ? []
      : [`and back again, where it does not do well: ${timeOf(waitsBack(record))}`]),
    ...stayLines(migrations),
    ...needs.flatMap(needLines),
    ...back,
  );
}

function namesOf(migrations: readonly Migration[]): string {
  return migrations.map(({ name }) => name).join(", ");
}

/** What no way back undoes. */
function stayLines(migrations: readonly Migration[]): readonly string[] {
  const contracts = migrations.filter(({ isContract }) => isContract);
  return [
    ...(migrations.length === 0
      ? []
      : [`migrations stay whatever comes of it: what runs now works with them`]),
    ...(contracts.length === 0
      ? []
      : [`no rollback leads past ${namesOf(contracts)}: code from before may need what goes`]),
  ];
}

function described({ workload, from, to }: Change): readonly string[] {
  return [workload, from === undefined ? "nothing" : spelled(from.build), "→", spelled(to)];
}

function waitLines(waits: readonly Wait[], { kind, changes }: ReleaseRecord): readonly string[] {
  const rows = waits.map((wait) => [wait.stage, timeOf([wait]), meansOf(kind, wait)]);
  const containers = changes.some(({ target }) => target === "aws-ecs");
  return [
    ...indented(columns(rows)),
    `declared waits: ${timeOf(waits)}`,
    ...(kind === "rollback" && containers
      ? [
          "traffic is back as soon as ECS has moved it; for 10 minutes it then keeps what was taken back",
        ]
      : []),
  ];
}

function meansOf(kind: ReleaseRecord["kind"], { stage }: Wait): string {
  return stageOf({ kind, stage }).means;
}

function timeOf(waits: readonly Wait[]): string {
  const sum = (key: "seconds" | "consent") => waits.reduce((total, wait) => total + wait[key], 0);
  const consent = sum("consent");
  const time = sum("seconds") === 0 ? "no wait" : minutesOf(sum("seconds"));
  return consent === 0 ? time : `${time}, and a person's consent within ${minutesOf(consent)}`;
}

function needLines({ workload, traffic, need, remedies }: WorkerNeed): readonly string[] {
  if (traffic === undefined || need === undefined) {
    return [
      `${workload}: nobody knows how many requests it gets. Without any it is not promoted by itself: it waits for a person`,
    ];
  }
  const wanted = `${workload}: ${countOf(need.toPromote)} requests show that it is good, ${countOf(need.toTakeBack)} that it is bad; ${percent(traffic.share)} of its traffic brings some ${count(need.available)}`;
  if (remedies === undefined) return [wanted];
  const { share, watch, probes } = remedies;
  const ways = [
    ...(share === undefined ? [] : [`SHARE=${String(Math.ceil(100 * share))}`]),
    ...(Number.isFinite(watch) ? [`WATCH=${String(Math.ceil(watch / 60))}m`] : []),
    ...(Number.isFinite(probes)
      ? [`${count(Math.ceil(probes))} requests a second of your own`]
      : []),
    `decide yourself when it is held: make release-resume SAY=promote REASON="<reason>"`,
  ];
  return [`${wanted}, which is too few. Any of these makes up for it: ${ways.join("; or ")}`];
}

function countOf(requests: number): string {
  return Number.isFinite(requests) ? `some ${count(requests)}` : "no number of";
}

/** Why it is not begun. */
export function describeObjections(environment: string, objections: readonly Objection[]): string {
  return lines(
    `${environment} is not as it should be, so nothing was begun:`,
    ...objections.flatMap(({ what, fix }) => [`  ${what}`, `    ${fix}`]),
  );
}

/** Where one may go back to. */
export function describeCandidates(environment: string, candidates: readonly Candidate[]): string {
  if (candidates.length === 0) {
    return lines(
      `${environment} has no build from before that was verified healthy and does not run now`,
    );
  }
  const rows = candidates.map(({ workload, build, release, since }) => [
    `${workload}@${build.version}`,
    spelled(build),
    `release ${String(release)}`,
    dateOf(since),
  ]);
  const [first] = candidates;
  return lines(
    "verified healthy here, and not what runs now:",
    ...indented(columns(rows)),
    `go back: make rollback ENV=${environment} VERSION=${first?.workload ?? ""}@${first?.build.version ?? ""}`,
  );
}

/** What happens, a line for each thing; a wait is said once. */
export class Ticker {
  private last = "";

  public constructor(private readonly write: (text: string) => void) {}

  public readonly tell = ({ at, stage, kind, says }: Happening): void => {
    const text = `${["failed", "back", "stuck"].includes(kind) ? "✗" : kind === "held" ? "?" : "·"} ${stage}: ${says}`;
    if (text === this.last) return;
    this.last = text;
    this.write(`${new Date(1_000 * at).toISOString().slice(11, 19)} ${visible(text)}\n`);
  };
}

/** Why nothing happens yet. */
export function describeRehearsal(environment: string): string {
  return lines(
    `the way back is tried on emulated clouds first, for some minutes, as make rehearse-rollback ENV=${environment}`,
  );
}

/** That a release is gone on with. */
export function describeGoingOn(environment: string, record: ReleaseRecord): string {
  const { kind, number, stage, by } = record;
  return lines(
    `goes on with ${kind} ${String(number)} of ${environment}, which ${by.name} began, at "${stage}"`,
  );
}

/** What became of it, and what a person does now. */
export function describeEnd(environment: string, record: ReleaseRecord): string {
  const { kind, number, outcome, held, reason, cells, stage, reached, migrations = [] } = record;
  const what = `${kind} ${String(number)} of ${environment}`;
  if (reached === "settings" && outcome === "taken back") {
    return lines(
      `${what} ended before any build: settings and code did not come in${reason === undefined ? "" : `: ${reason}`}`,
      `what of them came in stays; mend it, then make release ENV=${environment}`,
    );
  }
  if (migrated(record) === "begun" && outcome === "taken back") {
    return lines(
      `${what} ended before any build: not all of its migrations came in, with their projections${reason === undefined ? "" : `: ${reason}`}`,
      `what of ${namesOf(migrations)} came in stays, and what runs works with it; mend it (docs/runbooks/migrate.md), then make release ENV=${environment}`,
    );
  }
  if (held !== undefined) {
    return lines(
      `${what} waits for a person: ${held}`,
      `make release-resume ENV=${environment} SAY=promote REASON="<reason>", or SAY=back`,
    );
  }
  const why = reason === undefined ? "" : `: ${reason}`;
  if (outcome === "left") {
    return lines(
      `${what} was left on its way back, at "${stage}"${why}`,
      ...nextAfter(environment, outcome),
    );
  }
  return lines(
    kind === "rollback" ? `${what} is done${why}` : `${what} was ${outcome ?? "left open"}${why}`,
    ...(cells !== undefined && outcome === "verified"
      ? [
          `write \`platform:live: ${cells.to}\` into Pulumi.${environment}.yaml, so that a plain \`up\` means the same`,
        ]
      : []),
    ...(kind === "release" && outcome === "taken back"
      ? [
          `what ran before runs, and stays: a new build is released as ever, this one with AGAIN="<reason>"`,
          ...stayLines(migrations).slice(0, 1),
        ]
      : []),
  );
}

/** As `2026-11-30 05:20`, UTC. */
export function dateOf(seconds: number): string {
  return new Date(1_000 * seconds).toISOString().slice(0, 16).replace("T", " ");
}

function indented(rows: readonly string[]): readonly string[] {
  return rows.map((row) => `  ${row}`);
}

function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${visible(text)}\n`).join("");
}
