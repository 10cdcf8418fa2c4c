import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { folderJournal } from "../../operations/release/journal/folder-journal";
import { stackWorld } from "../../operations/release/stack-world";
import type { ReleaseEvent } from "../../operations/release/world";
import type { Entry } from "../../rollout/stages/build";
import type { Picture } from "../../rollout/stages/picture";
import type { Wanted } from "../../rollout/stages/plan";
import type { SandboxStack } from "../sandbox-stack";
import { releaseOnce } from "./release-once";
import { fastClock, noSites, trafficOf } from "./stand-ins";

export interface Rehearsed {
  /** Whether what serves afterwards is what served before. */
  readonly isSame: boolean;
  /** Why the release was taken back. */
  readonly reason: string;
}

/**
 * Brings a release in on emulated clouds, where it fails all requests, and takes it back. Sites are left out: no
 * resource of the program knows what was uploaded to them.
 *
 * @param runs - what runs before, by workload.
 */
export async function rehearseWayBack(
  { stack, policies }: Pick<SandboxStack, "stack" | "policies">,
  spec: EnvironmentSpec,
  runs: Readonly<Record<string, Entry>>,
  wanted: readonly Wanted[],
  { folder, tell }: { readonly folder: string; readonly tell: (event: ReleaseEvent) => void },
): Promise<Rehearsed> {
  const clock = fastClock(Math.floor(Date.now() / 1_000));
  const world = stackWorld({
    ...{ stack, spec, clock, tell },
    options: { policyPacks: [policies] },
    settle: 0,
    alarms: () => Promise.resolve([]),
    // The new version is well as long as nobody else asks it.
    ask: (_, whom) => Promise.resolve({ isHealthy: whom.kind === "version", said: "as rehearsed" }),
    minutes: (_, since) => Promise.resolve(trafficOf(1_000, since, clock.now())),
    sites: noSites,
    journal: folderJournal(join(folder, "journal.json")),
  });
  const ran = Object.entries(runs).map(([name, { digest }]) => [name, [digest]] as const);
  await world.up({ releases: runs, ran: Object.fromEntries(ran) });
  const before = serving(await world.picture());
  const moved = wanted.filter(({ target }) => target !== "cloudflare-pages");
  const record = await releaseOnce(world, spec.identity.stack, moved);
  if (record === undefined) return { isSame: true, reason: "there is nothing to release" };
  const { reason = "" } = record;
  return { isSame: isDeepStrictEqual(serving(await world.picture()), before), reason };
}

/** What visitors get: ids of versions with their weights, and each service's build. */
function serving({ workers, services, live }: Picture): unknown {
  return {
    live,
    workers: Object.entries(workers).map(([name, { serves }]) => [name, serves]),
    services: services.map(({ workload, cell, digest, lag }) => [workload, cell, digest, lag]),
  };
}
