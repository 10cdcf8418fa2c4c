import { expect } from "chai";
import { type Estate, recordEstate, stackIn } from "./mutations/estate";
import { KitJudge } from "./kit/judge-kit";
import { kitOf } from "./kit/kit";

const kit = kitOf();

/** So many that the share takes about 20 seconds; `KIT=full` judges all. */
const share = process.env.KIT === "full" ? kit.length : 250;

/** Every so many, so that each area has its part; KIT_SEED starts at another. */
const step = Math.ceil(kit.length / share);
const seed = Number(process.env.KIT_SEED ?? "13");
const judged = kit.filter((_, index) => (index + seed) % step === 0);

describe("the kit of attacks", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  it("holds attacks that each change the estate in a way of their own", () => {
    const ids = new Map<string, string>();
    for (const mutation of kit) {
      const print = changeOf(estate, mutation.apply(estate), mutation.stack, mutation.id);
      expect(ids.get(print), mutation.id).to.equal(undefined);
      ids.set(print, mutation.id);
    }
    expect(ids.size).to.be.at.least(1500);
  });

  it(`finds each of ${String(judged.length)} of ${String(kit.length)} attacks objected to (KIT=full: all)`, function () {
    this.timeout(judged.length * 2000);
    const judge = new KitJudge(estate);
    const alive = judged
      .map((mutation) => judge.judge(mutation))
      .filter(({ fate }) => fate === "alive");
    const objections = alive.map(({ mutation: { id, says } }) => `${id}: ${says}`);
    expect(objections.join("\n")).to.equal("");
  });
});

/** What is no longer there and what is new; the id stands for what holds an unknown, which nothing may read. */
function changeOf(
  before: Estate,
  after: Estate,
  stack: Parameters<typeof stackIn>[1],
  id: string,
): string {
  const old = new Set(stackIn(before, stack).resources);
  const now = new Set(stackIn(after, stack).resources);
  const gone = [...old].filter((each) => !now.has(each)).map(({ urn }) => urn);
  const fresh = [...now].filter((each) => !old.has(each));
  expect(gone.length + fresh.length, id).to.be.at.least(1);
  try {
    return JSON.stringify([stack, gone, fresh]);
  } catch {
    return id;
  }
}
