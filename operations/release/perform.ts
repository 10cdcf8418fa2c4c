import type { Minute } from "../../rollout/judge/counts";
import type { Target } from "../../rollout/stages/build";
import type { Change, Place, ReleaseRecord } from "../../rollout/stages/journal";
import { violationsOf } from "../../rollout/stages/invariants";
import type { Picture } from "../../rollout/stages/picture";
import { enteredAt, isGoingBack, stageOf } from "../../rollout/stages/place";
import { settingsAt } from "../../rollout/stages/settings";
import type { Standings } from "../../rollout/stages/standings";
import type { Seen } from "../../rollout/stages/verdicts";
import type { Database, Whom, World } from "./world";

/** By workload, where its new build is. */
type Places = Readonly<Record<string, Place>>;

/**
 * Does what the stage of a release does.
 *
 * @throws Error that says what failed.
 */
export async function perform(
  world: World,
  record: ReleaseRecord,
  before: Standings,
): Promise<Places> {
  const { does } = stageOf(record);
  const of = (target: Target) => record.changes.filter((change) => change.target === target);
  const [workers, sites] = [of("cloudflare-worker"), of("cloudflare-pages")];
  switch (does) {
    case "migrate":
      await migrate(databaseOf(world), record);
      return {};
    case "rebuild":
      await databaseOf(world).rebuild();
      return {};
    case "up":
      await world.up(settingsAt(record, before));
      return placesIn(await patiently(world, () => world.picture()), record, before);
    case "ask the new":
      for (const { workload, candidate } of workers) {
        if (candidate === undefined) throw new Error(`${workload} has no new version`);
        await ask(world, workload, { kind: "version", versionId: candidate.id });
      }
      return {};
    case "publish":
      return publish(world, sites);
    case "unpublish":
      for (const { workload, from } of sites) {
        if (from?.place !== undefined) await world.sites.goBack(workload, from.place.id);
      }
      return {};
    case "ask all":
      for (const workload of await asked(world, record)) {
        await ask(world, workload, { kind: "public" });
      }
      return {};
    case "nothing":
      return {};
  }
}

function databaseOf({ database }: World): Database {
  if (database === undefined) throw new Error("the environment has no database any more");
  return database;
}

/** In this order, so that what is kept is from before; whoever does it again finds done what is done. */
async function migrate(database: Database, record: ReleaseRecord): Promise<void> {
  const { number, startedAt, migrations = [] } = record;
  const second = new Date(1_000 * startedAt).toISOString().replace(/\.\d+Z$/, "Z");
  await database.keep(`before-release-${String(number)}-${second.replaceAll(/[-:]/g, "")}`);
  await database.migrate(migrations);
  await database.verify(migrations);
}

/** What the stage waits for, as far as it can be seen now. */
export async function look(world: World, record: ReleaseRecord): Promise<Seen> {
  const [seen, alerts] = await Promise.all([
    lookAtStage(world, record),
    securityAlertsIn(world, record),
  ]);
  return { ...seen, ...(alerts.length > 0 && { alerts }) };
}

async function securityAlertsIn(world: World, record: ReleaseRecord): Promise<readonly string[]> {
  if (record.kind !== "release" || isGoingBack(record)) return [];
  if (stageOf(record).waitsFor === "nothing") return [];
  return (await world.securityAlerts?.(record.startedAt)) ?? [];
}

async function lookAtStage(world: World, record: ReleaseRecord): Promise<Seen> {
  try {
    switch (stageOf(record).waitsFor) {
      case "services": {
        const [picture, minutes] = await Promise.all([
          world.picture(),
          // ECS's own alarms have judged them: where nothing can be counted besides, that stands.
          minutesOf(world, record, "aws-ecs", enteredAt(record)).catch(() => ({})),
        ]);
        return { picture, minutes };
      }
      case "cell":
        return { picture: await world.picture() };
      case "judge":
      case "bake":
        return { minutes: await minutesOf(world, record, "cloudflare-worker", record.since) };
      case "nothing":
      case "calm":
        return {};
    }
  } catch {
    // Who sees nothing decides nothing: the stage waits, and it is looked again.
    return {};
  }
}

async function minutesOf(
  world: World,
  record: ReleaseRecord,
  target: Target,
  since: number,
): Promise<Readonly<Record<string, readonly Minute[]>>> {
  if (isGoingBack(record)) return {};
  const counted = record.changes
    .filter((change) => change.target === target)
    .map(async ({ workload }) => [workload, await world.minutes(workload, since)] as const);
  return Object.fromEntries(await Promise.all(counted));
}

/** Where an `up` left the Workers, as far as that is another place than was known. */
function placesIn(picture: Picture, record: ReleaseRecord, before: Standings): Places {
  const [violation] = violationsOf(picture, record);
  if (violation !== undefined) throw new Error(violation);
  const places = Object.entries(picture.workers).map(([workload, { uploaded, serves }]) => {
    const change = record.changes.find((each) => each.workload === workload);
    if (change !== undefined && stageOf(record).of !== "settings") {
      return [workload, isGoingBack(record) ? undefined : uploaded] as const;
    }
    const known = change === undefined ? before.workloads[workload] : change.from;
    const [most] = [...serves].sort((one, other) => other.percentage - one.percentage);
    const isAsKnown = known === undefined || known.place?.id === most?.versionId;
    return [workload, isAsKnown ? undefined : most?.versionId] as const;
  });
  return Object.fromEntries(
    places.flatMap(([workload, id]) => (id === undefined ? [] : [[workload, { id }] as const])),
  );
}

async function publish(world: World, sites: readonly Change[]): Promise<Places> {
  const places: Record<string, Place> = {};
  for (const { workload, to } of sites) {
    const aside = await world.sites.upload(workload, to);
    await ask(world, workload, { kind: "address", url: aside.url });
    const { id, url } = await world.sites.makeLive(workload, to);
    await ask(world, workload, { kind: "public" });
    places[workload] = { id, url };
  }
  return places;
}

/** The workloads that were changed; a switch changes the container services as a whole, another schema all that runs. */
async function asked(
  world: World,
  { changes, cells, migrations }: ReleaseRecord,
): Promise<readonly string[]> {
  const changed = changes.map(({ workload }) => workload);
  if (cells === undefined && migrations === undefined) return changed;
  const { services, workers } = await patiently(world, () => world.picture());
  const others = cells === undefined ? Object.keys(workers) : [];
  return [...new Set([...changed, ...services.map(({ workload }) => workload), ...others])];
}

async function ask(world: World, workload: string, whom: Whom): Promise<void> {
  const { isHealthy, said } = await world.ask(workload, whom);
  if (!isHealthy) throw new Error(`${workload} is not well: ${said}`);
}

/** What only reads may fail for a moment. */
async function patiently<Result>(world: World, read: () => Promise<Result>): Promise<Result> {
  for (let pause = 2; ; pause *= 4) {
    try {
      return await read();
    } catch (error) {
      if (pause > 32) throw error;
      await world.clock.sleep(pause);
    }
  }
}
