import { expect } from "chai";
import fc from "fast-check";
import { readEnvironment } from "../../../operations/environment";
import { follow } from "../../../operations/disaster/follow";
import { parseDisaster } from "../../../operations/disaster/options";
import { describeTimes } from "../../../operations/disaster/report";
import { type ScenarioName, scenarios } from "../../../operations/disaster/scenarios";
import type { About } from "../../../operations/disaster/scenarios/about";
import { secondsOf, type Step, targets, type World } from "../../../operations/disaster/step";
import { revealMap } from "../../../preview/report/tree";
import { type Declared, FailingClouds } from "../../../rehearsal/disaster/clouds";
import { stepsOf } from "../../../rehearsal/pipeline/steps";
import { objectionsTo } from "../../../rollout/stages/objections";
import { standingsOf } from "../../../rollout/stages/standings";
import { projectRoot, sampleRoot } from "../../support/project";
import { recordSample } from "../../support/sample";

const names = Object.keys(scenarios) as readonly ScenarioName[];
const home = "eu-west-1";

function about(said: Partial<About> = {}): About {
  return {
    ...{ spec: readEnvironment(sampleRoot(), "production"), at: "2026-11-29T14:00:00Z" },
    ...{ version: "admin@1.1.2", projections: ["orders"], reason: undefined, isDecided: false },
    drilledSeconds: 300,
    ...said,
  };
}

const titles = (steps: readonly Step[]) => steps.map(({ title }) => title);

describe("the scenarios of a disaster", () => {
  for (const name of names) {
    const { steps, back, target } = scenarios[name](about());

    it(`of ${name} say of each step how it is verified, and what takes it back`, () => {
      const repeated = steps.concat(back).filter(({ look }) => look === undefined);
      for (const { title } of repeated) expect(title).to.match(/passwords|projections|files/);
      const goals = (way: readonly Step[], other: readonly Step[]) =>
        way.map((step) => step.back.startsWith("nothing: ") || titles(other).includes(step.back));
      expect([...goals(steps, back), ...goals(back, steps)]).not.to.include(false);
    });

    it(`of ${name} add up to less than two hours, each interval once`, () => {
      const times = steps.flatMap((step) => step.times);
      const sum = times.reduce((all, [, seconds = 0]) => all + seconds, 0);
      expect(secondsOf(steps, "everything")).to.equal(sum).and.lessThan(targets.everything);
      expect(describeTimes(steps, target)).to.have.length(
        times.length + new Set([target, "everything"]).size,
      );
    });

    it(`of ${name} bring back the event store, then core projections, then services (BAK-19)`, () => {
      const order = ["event store", "core projections", "services"];
      const found = titles(steps).flatMap((title) =>
        order.filter((each) => title.startsWith(each)),
      );
      expect(found).to.deep.equal(name === "corruption" || name === "bug" ? order : ["services"]);
    });
  }

  it("keep a database's half hour, and say that five minutes are kept only by who decides before Cloudflare has found out", () => {
    const seconds = secondsOf(scenarios.corruption(about()).steps, "database");
    expect(seconds)
      .to.equal(300 + 120 + 600 + 30 + 5 + 5)
      .and.lessThan(targets.database);
    const line = (isDecided: boolean) =>
      describeTimes(scenarios.region(about({ isDecided })).steps, "failover").at(-2);
    expect(line(false)).to.equal("failover: 6 min 10 s of 5 min, 1 min 10 s TOO LONG");
    expect(line(true)).to.match(/^failover: 3 min 55 s of 5 min, 1 min 5 s left/);
  });

  for (const stack of ["staging", "production"]) {
    it(`freeze the workflow that releases ${stack}`, () => {
      const spec = readEnvironment(sampleRoot(), stack);
      const deeds = scenarios.corruption(about({ spec })).steps.flatMap(({ does }) => does);
      const shown = deeds.map((deed) => deed.shown).join("\n");
      const [, file = ""] = /gh workflow disable (\S+)/.exec(shown) ?? [];
      const releasing = stepsOf(projectRoot, [file]).filter(({ target }) => target === "release");
      expect(releasing.map((step) => step.stack)).to.deep.equal([stack]);
    });
  }

  it("keep releases from beginning as long as the recovery cell has tasks", () => {
    const picture = {
      workers: {},
      services: [],
      sites: {},
      live: "blue",
      warm: undefined,
      alarms: [],
      unfinished: [],
    } as const;
    const known = { journal: undefined, standings: standingsOf(undefined) };
    expect(objectionsTo("production", picture, known)).to.deep.equal([]);
    const [objection] = objectionsTo("production", { ...picture, isFailedOver: true }, known);
    expect(objection?.fix).to.equal("make disaster ENV=production SCENARIO=region APPLY=1 BACK=1");
  });
});

/** Production's clouds, as the program declares them. */
async function clouds(): Promise<FailingClouds> {
  const { registrations } = await recordSample("production");
  const declared = [...registrations.values()].map(({ type, inputs, outputs }): Declared => ({
    type,
    properties: revealMap({ ...inputs, ...outputs }, undefined),
  }));
  return new FailingClouds(declared, about().spec, { workload: "admin", version: "1.2.0" });
}

const silent = () => undefined;

describe("make disaster SCENARIO=region", function () {
  this.timeout(20_000);
  const { steps, back } = scenarios.region(about());
  const lost = async () => {
    const failing = await clouds();
    failing.setHome(true);
    return { failing, world: failing.world({}) };
  };

  it("gives the recovery cell its tasks once Cloudflare finds the home region down, by calls to the other region alone", async () => {
    const { failing, world } = await lost();
    await world.clock.sleep(135);
    const followed = await follow(steps, world, silent);
    expect(followed.map(({ became }) => became)).to.deep.equal([
      ...["done before", "done", "done", "done", "done before", "done"],
    ]);
    expect(failing.changes.filter((change) => change.includes(home))).to.deep.equal([]);
    expect(
      failing.changes.some((change) =>
        change.includes(
          "--resource-id service/acme-production-recovery/acme-production-recovery-admin --",
        ),
      ),
    ).to.equal(true);
  });

  it("does nothing while the home region is healthy, unless a person has decided", async () => {
    const failing = await clouds();
    const world = failing.world({});
    expect((await follow(steps, world, silent)).at(-1)?.became).to.equal("left");
    expect(failing.changes).to.deep.equal([]);
    const decided = scenarios.region(about({ isDecided: true })).steps;
    expect((await follow(decided, world, silent)).at(-1)?.became).to.equal("done");
  });

  it("goes back when the home region is healthy, and not before", async () => {
    const { failing, world } = await lost();
    await world.clock.sleep(135);
    await follow(steps, world, silent);
    const early: unknown = await follow(back, world, silent).catch((error: unknown) => error);
    expect(String(early)).to.match(
      /the home region is healthy again: got "Cloudflare finds .* unhealthy"/,
    );
    failing.setHome(false);
    expect((await follow(back, world, silent)).at(-1)?.became).to.equal("done");
    expect(failing.changes.filter((change) => change.includes("--max-capacity 0"))).to.have.length(
      2,
    );
    const again = await follow(back, world, silent);
    expect(
      again.filter(({ became, step }) => became === "done" && step.look !== undefined),
    ).to.deep.equal([]);
  });
});

/** A database whose branch can be restored, and a runner that is killed at a call, before or after it was made. */
function killable(failing: FailingClouds) {
  const branch = { id: "br-own", name: "main", protected: true, current_state: "ready" };
  const kept: string[] = [];
  const { changes } = failing;
  let left = Infinity;
  let isMade = true;
  const call = async <Result>(make: () => Promise<Result>): Promise<Result> => {
    if (left-- > 0) return make();
    if (isMade) await make();
    throw new Error("killed");
  };
  const database = {
    branches: (name: string) =>
      Promise.resolve({
        projectId: "project",
        own: branch,
        named: kept.includes(name) ? { ...branch, name } : undefined,
      } as Awaited<ReturnType<World["database"]["branches"]>>),
    protect: (isProtected: boolean) =>
      call(async () => void (branch.protected = await Promise.resolve(isProtected))),
    restore: (_: unknown, keptAs: string) =>
      call(() => {
        if (branch.protected || kept.includes(keptAs)) throw new Error("Neon refuses");
        kept.push(keptAs);
        changes.push(`restored, and kept as ${keptAs}`);
        return Promise.resolve();
      }),
    compare: () => Promise.resolve([]),
  };
  const world = failing.world({ database });
  return {
    world: {
      ...world,
      run: (command: Parameters<World["run"]>[0]) => call(() => world.run(command)),
    },
    killAt: (after: number, isCallMade: boolean) => void ([left, isMade] = [after, isCallMade]),
    isProtected: () => branch.protected,
  };
}

describe("make disaster, killed,", function () {
  this.timeout(60_000);
  for (const name of ["region", "corruption"] as const) {
    it(`goes on in ${name}, and ends as if nothing had happened`, async () => {
      const { steps } = scenarios[name](about({ isDecided: true }));
      const played = async (kills: readonly (readonly [number, boolean])[]) => {
        const failing = await clouds();
        if (name === "region") failing.setHome(true);
        const { world, killAt, isProtected } = killable(failing);
        for (const kill of [...kills, [Infinity, true] as const]) {
          killAt(...kill);
          await follow(steps, world, silent).catch((error: unknown) => {
            if (String(error) !== "Error: killed") throw error;
          });
        }
        expect(isProtected()).to.equal(true);
        return [...new Set(failing.changes)];
      };
      const undisturbed = await played([]);
      const kill = fc.tuple(fc.nat({ max: 9 }), fc.boolean());
      await fc.assert(
        fc.asyncProperty(fc.array(kill, { maxLength: 4 }), async (kills) => {
          expect(await played(kills)).to.have.members(undisturbed);
        }),
        { numRuns: 40 },
      );
    });
  }
});

describe("make disaster", () => {
  it("takes a bug back to its former version, and rebuilds its projections", async () => {
    const failing = await clouds();
    const world = failing.world({});
    const { steps, back } = scenarios.bug(about());
    expect((await follow(steps, world, silent)).at(-1)?.became).to.equal("left");
    failing.alarms = ["acme-production-admin-errors"];
    await follow(steps, world, silent);
    await follow(back, world, silent);
    expect(failing.changes).to.deep.equal([
      "make rollback ENV=production VERSION=admin@1.1.2 REASON=an application's bug",
      "make db-rebuild ENV=production PROJECTION=orders",
      "make release ENV=production AGAIN=an application's bug",
      "make db-rebuild ENV=production PROJECTION=orders",
    ]);
  });

  it("only looks where a zone is lost, and says where a service stands in one alone", async () => {
    const failing = await clouds();
    failing.loseZones("b");
    const world = failing.world({});
    const { steps } = scenarios["data-centre"](about());
    const followed = await follow(steps, world, silent);
    expect(followed.map(({ says }) => says)[1]).to.include("admin in a and c");
    failing.loseZones("b", "c");
    const alone: unknown = await follow(steps, world, silent).catch((error: unknown) => error);
    expect(String(alone)).to.match(/they stand in several zones: got "admin in a,/);
    expect(failing.changes).to.deep.equal([]);
  });

  it("refuses what it can't do, and says what it wants", () => {
    const refused =
      (...argv: readonly string[]) =>
      () =>
        parseDisaster(argv);
    expect(refused("--stack", "production", "--scenario", "fire")).to.throw(
      'SCENARIO: got "fire", expected one of region, corruption, bug, data-centre',
    );
    expect(refused("--stack", "production", "--scenario", "region", "--say", "yes")).to.throw(
      'SAY: got "yes", expected go',
    );
    const staging = about({ spec: readEnvironment(sampleRoot(), "staging") });
    expect(() => scenarios.region(staging)).to.throw("staging has no recovery cell");
    expect(() => scenarios.corruption(about({ at: "yesterday" }))).to.throw('AT: got "yesterday"');
    expect(() => scenarios.bug(about({ version: "1.2" }))).to.throw('VERSION: got "1.2"');
  });
});
