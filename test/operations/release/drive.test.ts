import { expect } from "chai";
import * as fc from "fast-check";
import { drive } from "../../../operations/release/drive";
import { OpenRelease } from "../../../operations/release/open-release";
import { describeEnd } from "../../../operations/release/report";
import type { Clock, Stored } from "../../../operations/release/world";
import type { Build, Target } from "../../../rollout/stages/build";
import type { Change, Decision, Migration, ReleaseRecord } from "../../../rollout/stages/journal";
import { begun } from "../../../rollout/stages/machine";
import { standingsOf } from "../../../rollout/stages/standings";
import { type Clouds, type Fault, SimulatedWorld } from "./simulated-world";

const targets: Readonly<Record<string, Target>> = {
  api: "aws-ecs",
  accounts: "cloudflare-worker",
  search: "cloudflare-worker",
  landing: "cloudflare-pages",
};

/** What is released, and what of it is bad. */
interface Scenario {
  readonly kind: ReleaseRecord["kind"];
  readonly changed: readonly string[];
  readonly bad: readonly string[];
  readonly share: number | undefined;
  readonly requestsPerMinute: number;
  /** Of the files; those that run are "one". */
  readonly settings?: string;
  readonly migrations?: readonly Migration[];
  /** Whether settings bring what migrates. */
  readonly isNewDatabase?: boolean;
}

const names: Migration = { name: "0005-names", checksum: "a", isContract: false };

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  kind: fc.constantFrom("release", "release", "release", "rollback", "switch"),
  changed: fc.subarray(Object.keys(targets), { minLength: 1 }),
  bad: fc.oneof(fc.constant([]), fc.subarray(["accounts", "search", "api"])),
  share: fc.constantFrom(undefined, 5, 20),
  requestsPerMinute: fc.constantFrom(0, 20_000),
  settings: fc.constantFrom("one", "two"),
  migrations: fc.constantFrom([], [names]),
  isNewDatabase: fc.boolean(),
});

describe("A release that is driven", () => {
  it("ends the same where its runner is killed before or after any call, and nothing is ever broken", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(scenarios, fc.nat(), async (scenario, salt) => {
        const whole = await run(scenario, []);
        for (let call = 1; call <= whole.calls; call += 1) {
          const kind = (call + salt) % 2 === 0 ? "killed before" : "killed after";
          const cut = await run(scenario, [{ call, kind }]);
          const at = `${kind} call ${String(call)}`;
          expect(cut.clouds, at).to.deep.equal(whole.clouds);
          expect(endOf(cut.record), at).to.deep.equal(endOf(whole.record));
          expect(cut.violations, at).to.deep.equal([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("ends on what ran before where a call fails, and others fail on the way back", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(scenarios, failures, async (scenario, faults) => {
        const { record, clouds, violations, known } = await run(scenario, faults);
        expect(violations).to.deep.equal([]);
        // Where settings came in and the answer was lost, only the next release sees it.
        if (record.outcome === undefined || record.reached === "settings") return;
        for (const [name, { serves }] of Object.entries(clouds.workers)) {
          expect(known.workloads[name]?.place?.id, name).to.equal(serves[0]?.versionId);
        }
        if (record.outcome !== "taken back" || scenario.kind === "rollback") return;
        expect(serving(clouds)).to.deep.equal(serving(cloudsBefore()));
        const [had] = Object.values(clouds.kept);
        expect(had ?? []).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  it("brings settings alone in, knows where each build then stands, and holds none back where they fail", async () => {
    const settled: Scenario = {
      ...{ kind: "release", changed: ["accounts"], bad: [], share: undefined },
      ...{ requestsPerMinute: 0, settings: "two" },
    };
    const alone = await run({ ...settled, changed: [] }, []);
    expect(alone.record.outcome).to.equal("verified");
    expect(alone.record.steps.map(({ stage }) => stage)).to.deep.equal(["settings", "verified"]);
    expect(alone.record.places).to.deep.equal({
      accounts: { id: "accounts-3" },
      search: { id: "search-3" },
    });
    expect(serving(alone.clouds)).to.deep.equal(serving(cloudsBefore()));

    const failing = await run(settled, [{ call: 3, kind: "fails before" }]);
    expect(failing.record).to.include({ outcome: "taken back", reached: "settings" });
    const { heldBack } = standingsOf({ format: 1, releases: [failing.record] });
    expect(heldBack).to.deep.equal({});

    const early = await run({ ...settled, migrations: [names], isNewDatabase: true }, [
      { call: 6, kind: "fails before" },
    ]);
    expect(early.record).to.include({ outcome: "taken back", reached: "migrate new" });
    expect(early.known.workloads.accounts?.place).to.deep.equal({ id: "accounts-3" });

    const both = await run(settled, []);
    expect(both.record.changes[0]?.from?.place).to.deep.equal({ id: "accounts-3" });
    expect(both.record.changes[0]?.candidate).to.deep.equal({ id: "accounts-4" });
  });

  it("migrates before anything else, alone where nothing else changes, and stays migrated when it is taken back", async () => {
    const release: Scenario = {
      ...{ kind: "release", changed: [], bad: [], share: 5, requestsPerMinute: 20_000 },
      migrations: [names],
    };
    const alone = await run(release, []);
    expect(alone.record.steps.map(({ stage }) => stage)).to.deep.equal([
      "migrate",
      "rebuild",
      "verified",
    ]);
    expect(alone.asked).to.have.members(["api", "accounts", "search"]);
    expect(standingsOf({ format: 1, releases: [alone.record] }).migrations).to.deep.equal({
      "0005-names": "a",
    });
    const bad = await run({ ...release, changed: ["accounts"], bad: ["accounts"] }, []);
    expect(bad.record.outcome).to.equal("taken back");
    expect([...bad.clouds.migrations]).to.deep.equal(["0005-names"]);
    expect(describeEnd("staging", bad.record)).to.include("migrations stay");

    const failing = await run({ ...release, changed: ["accounts"] }, [
      { call: 3, kind: "fails before" },
    ]);
    expect(failing.record).to.include({ outcome: "taken back", reached: "migrate" });
    const { heldBack, migrations } = standingsOf({ format: 1, releases: [failing.record] });
    expect([heldBack, migrations]).to.deep.equal([{}, {}]);
    expect(describeEnd("staging", failing.record)).to.include(
      "not all of its migrations came in, with their projections: refused",
    );

    // The next release comes to them again, since code that reads them may come with it.
    const differs = await run({ ...release, changed: ["accounts"] }, [
      { call: 8, kind: "fails before" },
    ]);
    expect(differs.record).to.include({ outcome: "taken back", reached: "rebuild" });
    expect(standingsOf({ format: 1, releases: [differs.record] }).migrations).to.deep.equal({});
  });

  it("is taken back where its canary fails, and never promoted where nothing was counted", async () => {
    const canary = { kind: "release", changed: ["accounts", "api"], share: 5 } as const;
    const bad = await run({ ...canary, bad: ["accounts"], requestsPerMinute: 20_000 }, []);
    expect(bad.record.outcome).to.equal("taken back");
    expect(bad.record.reason).to.match(/^accounts: .* requests failed/);
    expect(serving(bad.clouds)).to.deep.equal(serving(cloudsBefore()));

    const silent = { ...canary, bad: [], requestsPerMinute: 0 };
    const { record } = await run(silent, []);
    expect([record.stage, record.outcome]).to.deep.equal(["watch", undefined]);
    expect(record.held).to.equal("accounts: nothing was counted yet");
    const by = { name: "ann" };
    const promoted = await run(silent, [], { say: "promote", by, reason: "tried by hand" });
    expect(promoted.record.outcome).to.equal("verified");
    const taken = await run(silent, [], { say: "back", by, reason: "nobody knows" });
    expect(taken.record).to.include({ outcome: "taken back", reason: "ann said so: nobody knows" });
    expect(serving(taken.clouds)).to.deep.equal(serving(cloudsBefore()));
  });

  it("takes a container back that ECS let in, where it did worse than the one before in the same minutes", async () => {
    const release = { kind: "release", changed: ["api"], share: undefined } as const;
    const good = await run({ ...release, bad: [], requestsPerMinute: 20_000 }, []);
    expect(good.record.outcome).to.equal("verified");
    const bad = await run({ ...release, bad: ["api"], requestsPerMinute: 20_000 }, []);
    expect(bad.record).to.include({ outcome: "taken back", reached: "containers" });
    expect(bad.record.reason).to.match(/^api: .* requests failed/);
    expect(serving(bad.clouds)).to.deep.equal(serving(cloudsBefore()));
    const unseen = await run({ ...release, bad: ["api"], requestsPerMinute: 0 }, []);
    expect(unseen.record.outcome).to.equal("verified");
  });

  it("tells people once that its way back is refused, and leaves it where it is when one says so", async () => {
    const clouds = cloudsBefore();
    const memory: { stored?: Stored; time: number } = { stored: ran(), time: 1_800_000_000 };
    const release = { kind: "release", changed: ["accounts", "api"], share: 5 } as const;
    const scenario = { ...release, bad: ["accounts"], requestsPerMinute: 20_000 };
    const nature = {
      bad: new Set([build("accounts", 3).digest]),
      ...{ requestsPerMinute: 20_000, settings: "one", needs: [] },
    };
    const world = () => new SimulatedWorld(targets, clouds, nature, memory);
    const last = () => memory.stored?.journal.releases.at(-1);
    const [refusing, stopping] = [world(), new AbortController()];
    const up = refusing.up.bind(refusing);
    refusing.up = (settings) =>
      last()?.reason === undefined
        ? up(settings)
        : Promise.reject(new Error("refused by policies"));
    refusing.clock.sleep = (seconds) => {
      memory.time += seconds;
      if (last()?.failures === 10) stopping.abort();
      return Promise.resolve();
    };
    const { signal } = stopping;
    await OpenRelease.begin(refusing, memory.stored, recordOf(scenario, refusing));
    const by = { name: "ann" };
    const end: Decision = { say: "end", by, reason: "incident 12" };
    expect(await failureOf(drive(world(), { said: end }))).to.include("say back first");
    expect(await failureOf(drive(refusing, { signal }))).to.include("stopped");
    expect(refusing.told.filter((said) => said.startsWith("stuck"))).to.deep.equal([
      "stuck: refused by policies",
    ]);
    const promote: Decision = { say: "promote", by, reason: "it is well" };
    expect(await failureOf(drive(world(), { said: promote }))).to.include("only end");
    const left = await drive(world(), { said: end });
    expect(left.outcome).to.equal("left");
    expect(left.reason).to.match(
      /requests failed.*; refused by policies; ann said so: incident 12/,
    );
    expect(describeEnd("staging", left)).to.include('AGAIN="<reason>"');
    const { workloads, heldBack } = standingsOf(memory.stored?.journal);
    expect(workloads.accounts?.build.version).to.equal("1.2.0");
    expect(heldBack.accounts?.map(({ build: { version } }) => version)).to.deep.equal(["1.3.0"]);
  });
});

function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => "it did not fail", String);
}

const failures: fc.Arbitrary<readonly Fault[]> = fc
  .uniqueArray(fc.nat(24), { minLength: 1, maxLength: 4 })
  .chain((calls) =>
    fc.tuple(
      ...calls.map((call) =>
        fc
          .constantFrom<Fault["kind"]>("fails before", "fails after")
          .map((kind) => ({ call: call + 1, kind })),
      ),
    ),
  );

/** Drives it to its end, with another runner after each kill. */
async function run(scenario: Scenario, faults: readonly Fault[], said?: Decision) {
  const clouds = cloudsBefore();
  const memory: { stored?: Stored; time: number } = { stored: ran(), time: 1_800_000_000 };
  const nature = {
    bad: new Set(scenario.bad.map((name) => build(name, 3).digest)),
    ...{ requestsPerMinute: scenario.requestsPerMinute, settings: scenario.settings ?? "one" },
    needs:
      scenario.kind === "release" && scenario.isNewDatabase !== true
        ? (scenario.migrations ?? [])
        : [],
  };
  const world = (planned: readonly Fault[]) =>
    new SimulatedWorld(targets, clouds, nature, memory, planned);
  const violations: string[] = [];
  let [current, calls] = [world(faults), 0];
  let decision: Decision | undefined;
  for (;;) {
    const ended = await Promise.race([drivenBy(current, scenario, decision), current.killed]);
    calls += current.calls;
    violations.push(...current.violations);
    if (ended === "killed") current = world([]);
    else if (ended !== undefined) {
      if (ended.held === undefined || said === undefined || decision !== undefined) {
        const known = standingsOf(memory.stored?.journal);
        return { record: ended, clouds, violations, calls, asked: current.asked, known };
      }
      decision = said;
    }
  }
}

/** What became of it; nothing where the runner gave up, since the journal could not be written. */
async function drivenBy(world: SimulatedWorld, scenario: Scenario, said: Decision | undefined) {
  try {
    const stored = await world.journal.read();
    const [, last] = stored?.journal.releases ?? [];
    if (last === undefined) await OpenRelease.begin(world, stored, recordOf(scenario, world));
    if (last?.outcome !== undefined) return last;
    return await drive(world, said === undefined ? {} : { said });
  } catch {
    return undefined;
  }
}

/** A first release, which brought what runs. */
function ran(): Stored {
  const scenario: Scenario = {
    ...{ kind: "release", changed: Object.keys(targets), bad: [], share: undefined },
    requestsPerMinute: 0,
  };
  const changes = scenario.changed.map((name) => {
    const { target, pace, from } = changeOf(name, "release", undefined);
    if (from === undefined) throw new Error("it runs");
    const { build: to, place } = from;
    return { workload: name, target, pace, to, ...(place && { candidate: place }) };
  });
  const clock = { clock: { now: () => 1_700_000_000 } };
  const record = recordOf({ ...scenario, changed: [] }, clock, 1);
  const last = { stage: "verified", reached: "verified", outcome: "verified" } as const;
  return { journal: { format: 1, releases: [{ ...record, ...last, changes }] }, version: "1" };
}

function recordOf(
  { kind, changed, share, settings, migrations = [], isNewDatabase = false }: Scenario,
  world: { readonly clock: Pick<Clock, "now"> },
  number = 2,
): ReleaseRecord {
  return begun({
    number,
    kind,
    by: { name: "ann" },
    startedAt: world.clock.now(),
    changes: kind === "switch" ? [] : changed.map((name) => changeOf(name, kind, share)),
    ...(kind === "release" && settings === "two" && { settings: "2 replaced" }),
    ...(kind === "release" && migrations.length > 0 && { migrations, isNewDatabase }),
    ...(kind === "switch" && { cells: { from: "blue", to: "green" } }),
    isDone: false,
    since: world.clock.now(),
    failures: 0,
  });
}

function changeOf(workload: string, kind: string, share: number | undefined): Change {
  const [from, to] = kind === "rollback" ? [1, 2] : [2, 3];
  const former = build(workload, from);
  const target = targets[workload] ?? "aws-ecs";
  const pace = { watch: 300, bake: 120, errorRate: 0.01, settle: 0, ...(share && { share }) };
  const place = { id: placeOf(workload, from) };
  return {
    workload,
    target,
    pace,
    to: build(workload, to),
    from: { build: former, entry: former, place },
  };
}

function placeOf(workload: string, number: number): string {
  return workload === "landing"
    ? `landing-${build(workload, number).digest}`
    : `${workload}-${String(number)}`;
}

/** The second build of each workload runs. */
function cloudsBefore(): Clouds {
  const worker = (name: string) => ({
    versions: [1, 2].map((number) => ({
      id: placeOf(name, number),
      digest: build(name, number).digest,
    })),
    serves: [{ versionId: placeOf(name, 2), percentage: 100 }],
  });
  const [former, live] = [1, 2].map((number) => {
    const { digest } = build("landing", number);
    return { id: placeOf("landing", number), url: `https://${digest}.pages.dev`, digest };
  });
  if (former === undefined || live === undefined) throw new Error("two deployments");
  return {
    workers: { accounts: worker("accounts"), search: worker("search") },
    services: { api: build("api", 2).digest },
    sites: { landing: { live, all: [former, live] } },
    live: "blue",
    warm: undefined,
    settings: "one",
    migrations: new Set(),
    kept: {},
  };
}

function build(workload: string, number: number): Build {
  const commit = "0".repeat(40);
  return {
    version: `1.${String(number)}.0`,
    commit,
    digest: `sha256:${workload}${String(number)}`,
  };
}

/** What visitors get: builds, whatever version of them settings have made. */
function serving({ workers, services, sites, live, warm }: Clouds): unknown {
  return {
    workers: Object.values(workers).map(({ versions, serves }) =>
      serves.map(({ versionId, percentage }) => [
        versions.find(({ id }) => id === versionId)?.digest,
        percentage,
      ]),
    ),
    services,
    sites: Object.values(sites).map((site) => site.live.id),
    cells: [live, warm],
  };
}

function endOf({ outcome, held, stage }: ReleaseRecord): unknown {
  return { outcome, held: held !== undefined, stage };
}
