import { expect } from "chai";
import fc from "fast-check";
import { answer } from "../../../operations/bootstrap/step";
import { readEnvironment } from "../../../operations/environment";
import { follow } from "../../../operations/disaster/follow";
import { parseDisaster } from "../../../operations/disaster/options";
import { describeTimes } from "../../../operations/disaster/report";
import { type ScenarioName, scenarios } from "../../../operations/disaster/scenarios";
import type { About } from "../../../operations/disaster/scenarios/about";
import {
  secondsOf,
  type Step,
  type Target,
  targets,
  type World,
} from "../../../operations/disaster/step";
import { revealMap } from "../../../preview/report/tree";
import { type Declared, FailingClouds } from "../../../rehearsal/disaster/clouds";
import { sampleRoot } from "../../support/project";
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

    it(`of ${name} say of each step how it is verified, or that it is done each time, and what takes it back`, () => {
      for (const [way, other] of [
        [steps, back],
        [back, steps],
      ] as const) {
        for (const step of way) {
          expect(step.look !== undefined || step.does.length > 0 || step.title, step.title).to.be
            .ok;
          expect(
            step.back.startsWith("nothing: ") || titles(other).includes(step.back),
            `${step.title} → ${step.back}`,
          ).to.equal(true);
        }
      }
    });

    it(`of ${name} add up to less than two hours, each interval once`, () => {
      const sum = steps
        .flatMap(({ times }) => times)
        .reduce((all, [, seconds = 0]) => all + seconds, 0);
      expect(secondsOf(steps, "everything")).to.equal(sum).and.lessThan(targets.everything);
      const parts = (["failover", "database", "everything"] as const).map(
        (each) => steps.filter((step) => step.target === each).flatMap(({ times }) => times).length,
      );
      expect(parts.reduce((all, count) => all + count)).to.equal(
        steps.flatMap(({ times }) => times).length,
      );
      expect(describeTimes(steps, target).at(-1)).to.match(/^everything: /);
    });

    it(`of ${name} bring back the event store, then core projections, then services (BAK-19)`, () => {
      const order = ["event store", "core projections", "services"];
      const found = titles(steps).flatMap((title) =>
        order.filter((each) => title.startsWith(each)),
      );
      expect(found).to.deep.equal(order.filter((each) => found.includes(each)));
      if (name === "corruption" || name === "bug") expect(found).to.deep.equal(order);
    });
  }

  it("restore a database within its half hour, by what was drilled, and a region that is seen to take longer than its five minutes is said to", () => {
    expect(secondsOf(scenarios.corruption(about()).steps, "database")).to.be.lessThan(
      targets.database,
    );
    const sum = (target: Target) => describeTimes(scenarios.region(about()).steps, target)[7];
    expect(secondsOf(scenarios.region(about()).steps, "failover")).to.equal(
      135 + 5 + 60 + 30 + 125 + 15,
    );
    expect(sum("failover")).to.match(/6 min 10 s of 5 min, 1 min 10 s TOO LONG/);
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

  it("goes on wherever it was killed, and does nothing twice that was done", async () => {
    const undisturbed = await lost();
    await undisturbed.world.clock.sleep(135);
    await follow(steps, undisturbed.world, silent);
    const expected = undisturbed.failing.changes;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 12 }), fc.boolean()), { maxLength: 4 }),
        async (kills) => {
          const { failing, world } = await lost();
          await world.clock.sleep(135);
          for (const [after, isDone] of [...kills, [Infinity, true] as const]) {
            let left = after;
            const run: World["run"] = (command) => {
              if (left-- > 0) return world.run(command);
              if (isDone) void world.run(command);
              throw new Error("killed");
            };
            await follow(steps, { ...world, run }, silent).catch((error: unknown) => {
              if (String(error) !== "Error: killed") throw error;
            });
          }
          expect([...new Set(failing.changes)]).to.deep.equal(expected);
          expect(await answer(world, ["gh", "api", "x", "--jq", ".state"])).to.equal(
            "disabled_manually",
          );
        },
      ),
      { numRuns: 40 },
    );
  });
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
    failing.loseZone("b");
    const world = failing.world({});
    const { steps } = scenarios["data-centre"](about());
    const followed = await follow(steps, world, silent);
    expect(followed.map(({ says }) => says)[1]).to.include("admin in a and c");
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
