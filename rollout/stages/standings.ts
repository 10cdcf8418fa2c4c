import type { CellName } from "../../blueprint/tier";
import type { Build, Target } from "./build";
import type { Change, Journal, Migration, Person, Place, Placed, ReleaseRecord } from "./journal";
import { isBegun, migrated } from "./place";
import { placedAt } from "./placed";

/** What the releases of an environment left, and since when. */
export interface Standings {
  readonly workloads: Readonly<Record<string, Standing>>;
  /** The live cell, where a switch has ever moved it. */
  readonly live?: CellName;
  /** Builds that were verified healthy, by workload, oldest first. */
  readonly verified: Readonly<Record<string, readonly Verified[]>>;
  /** Builds that were taken back and not verified since, by workload. */
  readonly heldBack: Readonly<Record<string, readonly HeldBack[]>>;
  /** Checksums of the migrations that releases have applied and verified, by name. */
  readonly migrations: Readonly<Record<string, string>>;
  /** Builds that were verified and ran no more when a contract took away what they may need, by workload. */
  readonly outdated: Readonly<Record<string, readonly Outdated[]>>;
}

/** What of a workload runs. */
export interface Standing extends Placed {
  readonly target: Target;
  /** The release that brought it. */
  readonly release: number;
  readonly since: number;
  readonly by: Person;
}

export interface Verified {
  readonly build: Build;
  readonly place?: Place;
  readonly release: number;
  readonly since: number;
}

export interface Outdated extends Verified {
  /** As `0006-drop-names of release 12`. */
  readonly contract: string;
}

export interface HeldBack {
  readonly build: Build;
  readonly release: number;
  readonly reason: string;
}

/** What follows from the releases that have ended. */
export function standingsOf(journal: Journal | undefined): Standings {
  const workloads: Record<string, Standing> = {};
  const verified: Record<string, readonly Verified[]> = {};
  const heldBack: Record<string, readonly HeldBack[]> = {};
  const migrations: Record<string, string> = {};
  const outdated: Record<string, readonly Outdated[]> = {};
  let live: CellName | undefined;
  const stands = (workload: string, standing: Standing) => {
    workloads[workload] = standing;
    verified[workload] = (verified[workload] ?? []).map((each) => placedAs(standing, each));
  };
  for (const record of journal?.releases ?? []) {
    if (record.outcome === undefined) continue;
    const isVerified = record.outcome === "verified";
    const { number: release, since, by, reason = "", cells } = record;
    if (cells !== undefined) live = isVerified ? cells.to : cells.from;
    for (const { name, checksum, isContract } of migratedIn(record)) {
      if (migrated(record) === "verified") migrations[name] = checksum;
      if (!isContract) continue;
      for (const [workload, all] of Object.entries(verified)) {
        // What ran when the contract came had done for days without what it takes away.
        const runs = ({ build }: Verified) => build.digest === workloads[workload]?.build.digest;
        const left = all.filter((each) => !runs(each));
        const contract = `${name} of release ${String(release)}`;
        verified[workload] = all.filter(runs);
        outdated[workload] = [
          ...(outdated[workload] ?? []),
          ...left.map((each) => ({ ...each, contract })),
        ];
      }
    }
    for (const change of begunIn(record)) {
      const { workload, target, to } = change;
      const placed = placedAt(change, record);
      // What was taken back by itself leaves what ran before, since when it ran.
      const former = record.kind === "release" && !isVerified ? workloads[workload] : undefined;
      stands(workload, { target, release, since, by, ...pick(former), ...placed });
      const others = (heldBack[workload] ?? []).filter(
        ({ build: { digest } }) => digest !== to.digest && digest !== placed.build.digest,
      );
      // Where nothing ran before, it runs on: nothing is held back.
      const isBack = !isVerified && placed.build.digest !== to.digest;
      heldBack[workload] = isBack ? [...others, { build: to, release, reason }] : others;
      if (isVerified) {
        verified[workload] = [...(verified[workload] ?? []), { ...placed, release, since }];
      }
    }
    for (const [workload, place] of placesIn(record)) {
      const standing = workloads[workload];
      if (standing !== undefined) stands(workload, { ...standing, place });
    }
  }
  const known = { workloads, verified, heldBack, migrations, outdated };
  return { ...known, ...(live !== undefined && { live }) };
}

function migratedIn(record: ReleaseRecord): readonly Migration[] {
  return migrated(record) === "not" ? [] : (record.migrations ?? []);
}

/** Where settings did not come in, no build was tried. */
function begunIn(record: ReleaseRecord): readonly Change[] {
  return isBegun(record) ? record.changes : [];
}

/** Where settings have put what stayed as it was: what the release does not change, and what it had not begun to change. */
function placesIn(record: ReleaseRecord): readonly (readonly [workload: string, place: Place])[] {
  const left = isBegun(record) ? [] : record.changes;
  return [
    ...left.flatMap(({ workload, from }) =>
      from?.place === undefined ? [] : [[workload, from.place] as const],
    ),
    ...Object.entries(record.places ?? {}),
  ];
}

/** What was verified, as its cloud calls it now, where that is what runs. */
function placedAs({ build, place }: Standing, each: Verified): Verified {
  return place === undefined || each.build.digest !== build.digest ? each : { ...each, place };
}

function pick(former: Standing | undefined): Partial<Pick<Standing, "release" | "since" | "by">> {
  if (former === undefined) return {};
  const { release, since, by } = former;
  return { release, since, by };
}
