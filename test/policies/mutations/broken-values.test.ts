import { expect } from "chai";
import { type BrokenValue, swapped, wholes, withBroken } from "./broken-value";
import brokenValues from "./broken-values.json";
import { type Estate, recordEstate, rulesThat, verdictsOn } from "./estate";

/** Written by `npx tsx test/policies/mutations/write-broken-values.ts`: a change of the pack shows in its diff. */
const values: readonly BrokenValue[] = brokenValues as readonly BrokenValue[];

describe("a value of the sample that is broken", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  for (const value of values) {
    const { stack, type, name, path, how, objects, waits } = value;
    const said = [
      ...(objects.length === 0 ? [] : [`${objects.join(", ")} object`]),
      ...(waits.length === 0 ? [] : [`${waits.join(", ")} wait`]),
    ].join("; ");
    it(`${stack} ${type} ${name} ${path} is ${how}: ${said}`, () => {
      const broken = withBroken(estate, value);
      if (broken === undefined) throw new Error("it can't be broken so");
      const verdicts = verdictsOn(broken, stack);
      expect(rulesThat("violated", verdicts)).to.deep.equal(objects);
      expect(rulesThat("could-not-evaluate", verdicts)).to.deep.equal(waits);
    });
  }

  it("is one of two hundred and more, in every way there is", () => {
    const places = new Set(values.map((value) => JSON.stringify(value)));
    expect(places.size).to.be.greaterThan(200);
    expect([...new Set(values.map(({ how }) => how))]).to.include.members([
      "removed",
      "null",
      "empty",
      "of another type",
      "a sealed secret",
      "the opposite",
      "unknown",
      swapped,
      ...wholes,
    ]);
  });
});
