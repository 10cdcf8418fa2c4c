import { expect } from "chai";
import {
  type Prepared,
  prepareRelease,
  prepareRollback,
  prepareSwitch,
} from "../../../operations/release/prepare";
import type { World } from "../../../operations/release/world";
import { begun } from "../../../rollout/stages/machine";
import type { Objection } from "../../../rollout/stages/objections";
import { SimulatedWorld } from "./simulated-world";

const by = { name: "ann" };
const schema = { what: "0001 is not what was applied", fix: "docs/runbooks/migrate.md" };
const pace = { watch: 300, bake: 120, errorRate: 0.01, settle: 0 };

/** Green was made live by a release, and blue is; a Worker serves two versions; an alarm fires; the schema is another. */
function worldWith(unfinished: readonly string[], foreseen: readonly Objection[] = []): World {
  const moved = { changes: [], cells: { from: "blue", to: "green" } } as const;
  const switched = begun({
    ...{ number: 1, kind: "switch", by, startedAt: 0, since: 0, isDone: true, failures: 0 },
    ...moved,
  });
  const journal = { format: 1, releases: [{ ...switched, outcome: "verified" }] } as const;
  const half = (versionId: string) => ({ versionId, percentage: 50 });
  const search = { versions: [], serves: [half("one"), half("two")] };
  const clouds = {
    ...{ workers: { search }, services: {}, sites: {}, settings: "one" },
    ...({ live: "blue", warm: undefined, migrations: new Set<string>(), kept: {} } as const),
  };
  const nature = { bad: new Set<string>(), requestsPerMinute: 0, settings: "one", needs: [] };
  const place = { stored: { journal, version: "1" }, time: 1_800_000_000 };
  const world = new SimulatedWorld({}, clouds, nature, place);
  return Object.assign(world, {
    picture: async () => ({
      ...(await SimulatedWorld.prototype.picture.call(world)),
      ...{ alarms: ["errors"], unfinished },
    }),
    foresee: () => Promise.resolve({ changes: undefined, objections: foreseen }),
    database: {
      ...world.database,
      foresee: () => Promise.resolve({ pending: [], isNew: false, objections: [schema] }),
    },
  });
}

const kindsIn = ({ objections }: Prepared) => objections.map(({ kind = "any" }) => kind).sort();

describe("What speaks against a release", () => {
  it("is what was changed by hand as well, which alone a person excuses", async () => {
    const foreseen = (["changed", undefined] as const).map((kind) => ({
      ...{ what: "a refresh dropped data", fix: "find out" },
      ...(kind && { kind }),
    }));
    const kinds = async (again?: string) => {
      const wish = { environment: "staging", by, again };
      return {
        release: kindsIn(await prepareRelease(worldWith([], foreseen), wish, [])),
        // What is under way hides what would be foreseen, and nothing excuses it.
        interrupted: kindsIn(await prepareRelease(worldWith(["cut off"], foreseen), wish, [])),
        switch: kindsIn(await prepareSwitch(worldWith(["cut off"]), wish, "green")),
        rollback: kindsIn(await prepareRollback(worldWith(["cut off"]), wish, "9", pace)),
      };
    };
    expect(await kinds()).to.deep.equal({
      release: ["any", "any", "any", "changed", "changed"],
      interrupted: ["any", "changed", "unfinished"],
      switch: ["any", "any", "blinding", "changed", "unfinished"],
      rollback: ["any", "unfinished"],
    });
    expect(await kinds("it was the network")).to.deep.equal({
      release: ["any", "any", "any"],
      interrupted: ["any", "unfinished"],
      switch: ["any", "any", "blinding", "unfinished"],
      rollback: ["any", "unfinished"],
    });
  });
});
