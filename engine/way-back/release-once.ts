import { drive } from "../../operations/release/drive";
import { OpenRelease } from "../../operations/release/open-release";
import { prepareRelease } from "../../operations/release/prepare";
import type { World } from "../../operations/release/world";
import type { ReleaseRecord } from "../../rollout/stages/journal";
import type { Wanted } from "../../rollout/stages/plan";

/** Something speaks against what is to be released. */
export class RefusedError extends Error {}

/**
 * Brings a release in with nobody to ask.
 *
 * @returns what became of it; nothing where there was nothing to release.
 * @throws RefusedError
 */
export async function releaseOnce(
  world: World,
  stack: string,
  wanted: readonly Wanted[],
): Promise<ReleaseRecord | undefined> {
  const wish = { environment: stack, by: { name: "rehearsal" } };
  const { record, stored, objections } = await prepareRelease(world, wish, wanted);
  const [objection] = objections;
  if (objection !== undefined) throw new RefusedError(`${objection.what}: ${objection.fix}`);
  if (record === undefined) return undefined;
  await OpenRelease.begin(world, stored, record);
  return drive(world);
}
