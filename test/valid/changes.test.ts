import { expect } from "chai";
import { batches } from "./batches";
import { type ValidChange, validChanges } from "./changes";
import { objectionsTo, platformWith, together } from "./platform";

describe("what a team may change", () => {
  it("is told in at least 150 ways, each of its own name", () => {
    const names = validChanges.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length).and.to.be.at.least(150);
  });

  for (const [index, { changes }] of batches(validChanges).entries()) {
    const [first, ...others] = changes;
    it(`is blocked by nothing, ${String(index + 1)}: ${first.name} and ${String(others.length)} more`, async () => {
      expect(await blockedOf(changes)).to.deep.equal([]);
    }).timeout(120_000);
  }
});

/** What objects to some changes, by the change: found by halving, since mostly nothing does. */
async function blockedOf(changes: readonly ValidChange[]): Promise<readonly string[]> {
  const root = platformWith(together(...changes.map(({ patch }) => patch)));
  const objections = await objectionsTo(root);
  if (objections.length === 0 || changes.length === 1) {
    return objections.map((objection) => `${changes.map(({ name }) => name).join()}: ${objection}`);
  }
  const middle = Math.ceil(changes.length / 2);
  const halves = [
    ...(await blockedOf(changes.slice(0, middle))),
    ...(await blockedOf(changes.slice(middle))),
  ];
  return halves.length > 0 ? halves : [`only together: ${objections.join("\n")}`];
}
