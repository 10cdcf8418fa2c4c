import type { Release } from "../../settings/release";

/** What an environment's journal knows of a build that its releases name. */
export interface Proof {
  /** Since when it was verified healthy and runs, in seconds since 1970. */
  readonly verifiedSince?: number;
  /** Why it was taken back. */
  readonly heldBack?: string;
}

export interface Promotion {
  readonly workload: string;
  /** What runs now; nothing where it waits for its first release. */
  readonly before: Release | undefined;
  /** The same build as in the environment before, and nothing else of its entry. */
  readonly after: Release;
}

type Releases = ReadonlyMap<string, Release>;

/**
 * What an environment would run that another one runs, and it does not.
 *
 * @param app - the one workload that is meant. Default: all that have a release there.
 */
export function promotionsOf(from: Releases, to: Releases, app?: string): readonly Promotion[] {
  return [...from]
    .filter(([workload]) => app === undefined || workload === app)
    .map(([workload, { version, commit, digest, image }]) => ({
      workload,
      before: to.get(workload),
      // A split of traffic names versions of the other environment's account.
      after: { version, commit, digest, ...(image !== undefined && { image }) },
    }))
    .filter(({ before, after }) => before === undefined || !sameBuild(before, after));
}

function sameBuild(one: Release, other: Release): boolean {
  return (["version", "commit", "digest", "image"] as const).every(
    (key) => one[key] === other[key],
  );
}

/** Why a build is not proven yet, in a sentence; `undefined` where it is. */
export function unproven(
  { heldBack, verifiedSince }: Proof,
  {
    now,
    soakMinutes,
    from,
  }: { readonly now: number; readonly soakMinutes: number; readonly from: string },
): string | undefined {
  if (heldBack !== undefined) return `was taken back in ${from}: ${heldBack}`;
  if (verifiedSince === undefined)
    return `is not what ${from}'s journal has as running and verified healthy`;
  const left = verifiedSince + soakMinutes * 60 - now;
  if (left <= 0) return undefined;
  return `was verified healthy in ${from} ${minutes(Math.floor((now - verifiedSince) / 60))} ago, of ${minutes(soakMinutes)}: come back in ${minutes(Math.ceil(left / 60))}`;
}

function minutes(amount: number): string {
  return `${String(amount)} min`;
}
