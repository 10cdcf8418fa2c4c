import { expect } from "chai";
import { faulty, type FaultName } from "../../rehearsal/faults/fault.mjs";

describe("what is wrong with a bad build", () => {
  const mishaps = (name: FaultName) => {
    const next = faulty(name);
    return Array.from({ length: 200 }, next);
  };

  it("errors: some requests fail, far more than any threshold allows", () => {
    const failed = mishaps("errors").filter(({ then }) => then === "fail").length;
    expect(failed).to.be.within(20, 100);
  });

  it("slow: some requests take seconds, and none fails", () => {
    const all = mishaps("slow");
    expect(all.filter(({ wait }) => wait > 2_000).length).to.be.within(20, 100);
    expect(all.every(({ then }) => then === "answer")).to.equal(true);
  });

  it("leak: each request takes longer than the one before, and at first not too long", () => {
    const waits = mishaps("leak").map(({ wait }) => wait);
    expect(waits).to.deep.equal([...waits].sort((one, other) => one - other));
    expect(waits[10]).to.be.below(50);
    expect(waits.at(-1)).to.be.above(1_500);
  });

  it("crash: the process ends again and again", () => {
    expect(mishaps("crash").filter(({ then }) => then === "end").length).to.be.at.least(4);
  });
});
