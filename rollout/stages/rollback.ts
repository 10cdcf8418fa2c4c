import type { Build } from "./build";
import type { Change, Journal, Pace } from "./journal";
import type { Objection } from "./objections";
import { type Standing, type Standings, standingsOf, type Verified } from "./standings";

/** Where a rollback may lead: a build of a workload that was verified, and does not run now. */
export interface Candidate extends Verified {
  readonly workload: string;
}

/** Everything that may be gone back to, the newest first. */
export function candidatesIn({ verified, workloads }: Standings): readonly Candidate[] {
  return Object.entries(verified)
    .flatMap(([workload, builds]) => builds.map((each) => ({ ...each, workload })))
    .filter(({ workload, build }) => workloads[workload]?.build.digest !== build.digest)
    .filter(
      ({ workload, build, release }, _, all) =>
        !all.some(
          (other) =>
            other.workload === workload &&
            other.build.digest === build.digest &&
            other.release > release,
        ),
    )
    .sort((one, other) => other.since - one.since);
}

/** What a rollback to a version changes, or why there is none. */
export type Rollback =
  { readonly changes: readonly Change[] } | { readonly objections: readonly Objection[] };

/**
 * @param version - the number of a release, after which the environment was as it is to be; a workload's version as
 *   `admin@1.1.2`; or a version that only one workload has.
 */
export function rollbackTo(version: string, journal: Journal, pace: Pace): Rollback {
  const now = standingsOf(journal);
  return /^\d+$/.test(version)
    ? toRelease(Number(version), journal, now, pace)
    : toVersion(version, now, pace);
}

function toRelease(number: number, journal: Journal, now: Standings, pace: Pace): Rollback {
  const index = journal.releases.findIndex((record) => record.number === number);
  if (index < 0) return refused(`there is no release ${String(number)}`);
  const then = standingsOf({ ...journal, releases: journal.releases.slice(0, index + 1) });
  const differing = Object.entries(then.workloads).filter(
    ([workload, { build }]) => now.workloads[workload]?.build.digest !== build.digest,
  );
  if (differing.length === 0) {
    return refused(`what ran after release ${String(number)} runs now`);
  }
  const unproven = differing.filter(
    ([workload, { build }]) => verifiedIn(now, workload, build.digest) === undefined,
  );
  if (unproven.length > 0) {
    return refused(
      ...unproven.map(
        ([workload, { build }]) =>
          outdatedIn(now, (name, { digest }) => name === workload && digest === build.digest) ??
          `${workload} ${build.version} was never verified healthy here`,
      ),
    );
  }
  return {
    changes: differing.flatMap(([workload, { build }]) =>
      changeTo(workload, build.digest, now, pace),
    ),
  };
}

function toVersion(version: string, now: Standings, pace: Pace): Rollback {
  const [name, wanted] = version.includes("@") ? version.split("@") : [undefined, version];
  const found = candidatesIn(now).filter(
    ({ workload, build }) => (name === undefined || workload === name) && build.version === wanted,
  );
  const workloads = [...new Set(found.map(({ workload }) => workload))];
  const [workload, second] = workloads;
  if (workload === undefined || found[0] === undefined) {
    return refused(
      outdatedIn(now, (of, build) => [undefined, of].includes(name) && build.version === wanted) ??
        `no build ${version} was verified healthy here that does not run now`,
    );
  }
  if (second !== undefined) {
    return refused(
      `${workloads.join(" and ")} have a version ${version}: write ${workload}@${version}`,
    );
  }
  return { changes: changeTo(workload, found[0].build.digest, now, pace) };
}

function changeTo(workload: string, digest: string, now: Standings, pace: Pace): readonly Change[] {
  const [runs, verified] = [now.workloads[workload], verifiedIn(now, workload, digest)];
  if (runs === undefined || verified === undefined) return [];
  const { build, place } = verified;
  const from = { build, entry: build, ...(place !== undefined && { place }) };
  return [
    {
      workload,
      target: runs.target,
      from,
      to: runs.build,
      declared: runs.entry,
      pace,
      ...candidateOf(runs),
    },
  ];
}

function candidateOf({ place }: Standing): Pick<Change, "candidate"> {
  return place === undefined ? {} : { candidate: place };
}

function verifiedIn(now: Standings, workload: string, digest: string): Verified | undefined {
  return (now.verified[workload] ?? []).filter(({ build }) => build.digest === digest).at(-1);
}

/** Why nothing leads back to a build that was verified once; nothing where no migration stands between. */
function outdatedIn(
  { outdated }: Standings,
  isMeant: (workload: string, build: Build) => boolean,
): string | undefined {
  const [found] = Object.entries(outdated).flatMap(([workload, all]) =>
    all
      .filter(({ build }) => isMeant(workload, build))
      .map(
        ({ build, contract }) => `${contract} took away what ${workload} ${build.version} may need`,
      ),
  );
  return found;
}

function refused(...reasons: readonly string[]): Rollback {
  return {
    objections: reasons.map((what) => ({
      what,
      fix: "choose one of those that are listed without VERSION",
    })),
  };
}
