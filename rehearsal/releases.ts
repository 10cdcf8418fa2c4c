import { drive } from "../operations/release/drive";
import { OpenRelease } from "../operations/release/open-release";
import { workerSettle } from "../operations/release/metrics/workers";
import type { World } from "../operations/release/world";
import type { Pace, ReleaseRecord } from "../rollout/stages/journal";
import { begun } from "../rollout/stages/machine";
import { planOf } from "../rollout/stages/plan";
import { standingsOf } from "../rollout/stages/standings";
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
  const [picture, stored] = [await world.picture(), await world.journal.read()];
  const wanted = steps.map(({ workload: { name, manifest }, to }) => {
    const { version, commit, digest } = to;
    const entry = { version, commit, digest };
    return { workload: name, target: manifest.target, entry, pace: paceOf(manifest.deployment) };
  });
  const { changes } = planOf(wanted, picture, standingsOf(stored?.journal), false);
  const now = world.clock.now();
  const record = begun({
    number: (stored?.journal.releases.length ?? 0) + 1,
    kind: "release",
    by: { name: "the rehearsal" },
    startedAt: now,
    changes,
    isDone: false,
    since: now,
    failures: 0,
  });
  await OpenRelease.begin(world, stored, record);
  return drive(world, { signal });
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
    settle: workerSettle,
  };
}
