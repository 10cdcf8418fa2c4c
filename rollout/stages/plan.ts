import type { Build, Entry, Target } from "./build";
import type { Change, Pace, Placed } from "./journal";
import type { Picture } from "./picture";
import type { HeldBack, Standings } from "./standings";

/** A workload as the files want it. */
export interface Wanted {
  readonly workload: string;
  readonly target: Target;
  readonly entry: Entry;
  readonly pace: Pace;
}

/** What a release would do. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Builds that stay back: they were taken back, and nobody has said otherwise since. */
  readonly heldBack: readonly (HeldBack & { readonly workload: string })[];
}

/** Git's own name for no commit, where nobody has recorded what was built from which. */
const noCommit = "0".repeat(40);

/** The workloads that run another build than is wanted. */
export function planOf(
  wanted: readonly Wanted[],
  picture: Picture,
  standings: Standings,
  again: boolean,
): Plan {
  const changes = wanted.flatMap(({ workload, target, entry, pace }): readonly Change[] => {
    const from = runningOf(workload, target, entry, picture, standings);
    const to = bare(entry);
    const known = standings.workloads[workload]?.build.digest ?? from?.build.digest;
    if (from !== undefined && isSame(from.build, to) && known === to.digest) {
      // What an `up` without a release brought, or an administrator's first, is asked whether it is well.
      return isVerified(standings, workload, to) ? [] : [{ workload, target, to, pace }];
    }
    return [{ workload, target, to, pace, ...(from !== undefined && { from }) }];
  });
  const heldBack = changes.flatMap(({ workload, to }) =>
    (standings.heldBack[workload] ?? [])
      .filter(({ build }) => !again && build.digest === to.digest)
      .map((held) => ({ ...held, workload })),
  );
  const stays = new Set(heldBack.map(({ workload }) => workload));
  return { changes: changes.filter(({ workload }) => !stays.has(workload)), heldBack };
}

/** What of a workload runs, by its cloud; the journal knows more of it where it knows that very build. */
export function runningOf(
  workload: string,
  target: Target,
  entry: Entry,
  picture: Picture,
  standings: Standings,
): Placed | undefined {
  const standing = standings.workloads[workload];
  const runs = seenIn(picture, workload, target);
  if (runs === undefined) return undefined;
  // Of a container that ECS took back the cloud says no digest.
  const isKnown =
    standing !== undefined &&
    (standing.build.digest === runs.digest || (target === "aws-ecs" && runs.digest === undefined));
  const { version = "0.0.0", digest = `sha256:${"0".repeat(64)}`, place } = runs;
  const seen = {
    version,
    digest,
    commit: entry.digest === digest ? entry.commit : noCommit,
    ...(entry.image !== undefined && { image: entry.image }),
  };
  const { build, entry: left } = isKnown ? standing : { build: seen, entry: seen };
  return { build, entry: left, ...(place !== undefined && { place }) };
}

function isVerified({ verified }: Standings, workload: string, { digest }: Build): boolean {
  return verified[workload]?.some(({ build }) => build.digest === digest) === true;
}

interface Seen {
  readonly digest: string | undefined;
  readonly version: string | undefined;
  readonly place?: Placed["place"];
}

function seenIn(picture: Picture, workload: string, target: Target): Seen | undefined {
  switch (target) {
    case "aws-ecs":
      return picture.services.find(
        (each) => each.workload === workload && each.cell === picture.live,
      );
    case "cloudflare-worker": {
      const most = [...(picture.workers[workload]?.serves ?? [])].sort(
        (one, other) => other.percentage - one.percentage,
      )[0];
      return most && { ...most, place: { id: most.versionId } };
    }
    case "cloudflare-pages": {
      const site = picture.sites[workload];
      return (
        site && { digest: site.digest, version: undefined, place: { id: site.id, url: site.url } }
      );
    }
  }
}

function isSame(one: Build, other: Build): boolean {
  return one.digest === other.digest && one.image === other.image;
}

/** A release has a Worker's split itself; what the file says of one is a person's doing by hand. */
function bare({ version, commit, digest, image }: Entry): Build {
  return { version, commit, digest, ...(image !== undefined && { image }) };
}
