import { drive } from "../operations/release/drive";
import { OpenRelease } from "../operations/release/open-release";
import type { World } from "../operations/release/world";
import type { Build as Asked } from "../rollout/stages/build";
import type { Change, Pace, ReleaseRecord } from "../rollout/stages/journal";
import { begun } from "../rollout/stages/machine";
import type { Picture } from "../rollout/stages/picture";
import type { Workload } from "../settings/read-workloads";
import { minutesOf } from "../settings/values";
import type { Build } from "./builds";

/** One build in place of another. */
export interface Step {
  readonly workload: Workload;
  readonly from: Build;
  readonly to: Build;
}

/** Drives one release of these builds to its end. */
export async function release(
  world: World,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<ReleaseRecord> {
  const picture = await world.picture();
  const stored = await world.journal.read();
  const now = world.clock.now();
  const record = begun({
    number: (stored?.journal.releases.length ?? 0) + 1,
    kind: "release",
    by: { name: "the rehearsal" },
    startedAt: now,
    changes: steps.map((step) => changeOf(step, picture)),
    isDone: false,
    since: now,
    failures: 0,
  });
  await OpenRelease.begin(world, stored, record);
  return drive(world, { signal });
}

function changeOf(
  { workload: { name, manifest }, from, to }: Step,
  { workers, sites }: Picture,
): Change {
  const id = workers[name]?.serves[0]?.versionId ?? sites[name]?.id;
  const url = sites[name]?.url;
  const before = asked(from);
  return {
    workload: name,
    target: manifest.target,
    from: {
      build: before,
      entry: before,
      ...(id !== undefined && { place: { id, ...(url !== undefined && { url }) } }),
    },
    to: asked(to),
    pace: paceOf(manifest.deployment),
  };
}

function asked({ version, commit, digest }: Build): Asked {
  return { version, commit, digest };
}

function paceOf({
  strategy,
  canaryPercentage,
  monitoringPeriod,
  rollbackThresholds,
}: Workload["manifest"]["deployment"]): Pace {
  return {
    ...(strategy === "canary" && { share: canaryPercentage ?? 5 }),
    watch: 60 * (minutesOf(monitoringPeriod) ?? 30),
    bake: 600,
    errorRate: rollbackThresholds.errorRate / 100,
    settle: 60,
  };
}
