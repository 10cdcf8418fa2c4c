import { writeReleases } from "../artifacts/release-file";
import { drive } from "../operations/release/drive";
import { OpenRelease } from "../operations/release/open-release";
import { prepareRelease } from "../operations/release/prepare";
import { wantedIn } from "../operations/release/wanted";
import type { World } from "../operations/release/world";
import type { ReleaseRecord } from "../rollout/stages/journal";
import type { Ground } from "./ground";
import { shareOf, type Step } from "./plan";

/**
 * As `make release` after `make promote`: writes the builds into the environment's releases, and drives what differs from
 * what runs to its end.
 *
 * @throws Error where something speaks against it.
 */
export async function release(
  world: World,
  { project, stack, spec }: Ground,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<ReleaseRecord> {
  const entries = steps.map(({ workload: { name }, to: { version, commit, digest } }) => {
    return [name, { version, commit, digest }] as const;
  });
  writeReleases(project, stack, Object.fromEntries(entries));
  const only = steps.map(({ workload }) => workload.name);
  const [worker] = steps.filter(({ workload }) => workload.manifest.target === "cloudflare-worker");
  // Staging gives all at once what was tried aside; here it is judged by a share there, too.
  const share = worker && shareOf(worker.workload, spec);
  const wish = { environment: stack, by: { name: "the rehearsal" } };
  const { stored, record, objections } = await prepareRelease(
    world,
    wish,
    wantedIn(project, spec, { only, ...(share !== undefined && { share }) }),
  );
  const [objection] = objections;
  if (objection !== undefined) throw new Error(`${objection.what}: ${objection.fix}`);
  if (record === undefined) throw new Error(`${stack} runs all of it already`);
  await OpenRelease.begin(world, stored, record);
  return drive(world, { signal });
}
