import { expect } from "chai";
import { holds, overlaps, rangeAt, rangeOf } from "../../policies/rules/network/ranges";

describe("ranges of addresses", () => {
  it("go from their first address to their last", () => {
    expect(rangeOf("0.0.0.0/0")).to.deep.equal({ from: 0, to: 2 ** 32 - 1 });
    expect(rangeOf("10.30.7.9/16")).to.deep.equal({ from: 169_738_240, to: 169_803_775 });
    expect(rangeOf("255.255.255.255")).to.deep.equal({ from: 2 ** 32 - 1, to: 2 ** 32 - 1 });
    expect(rangeOf("1.2.3.4/32")).to.deep.equal({ from: 16_909_060, to: 16_909_060 });
  });

  it("are nothing else", () => {
    for (const text of [
      "",
      "10.0.0.0/33",
      "256.0.0.1",
      "1.2.3",
      "1.2.3.4.5",
      "::/0",
      "10.0.0.0/x",
    ]) {
      expect(rangeOf(text), text).to.equal(undefined);
    }
    expect(() => rangeAt("everyone")).to.throw('"everyone" is no range of IPv4 addresses');
  });

  it("overlap from the first address that they share", () => {
    const range = rangeAt("10.30.0.0/16");
    const cases: readonly (readonly [text: string, shared: boolean, held: boolean])[] = [
      ["10.29.255.255", false, false],
      ["10.30.0.0", true, true],
      ["10.30.255.255", true, true],
      ["10.31.0.0", false, false],
      ["10.30.0.0/15", true, false],
      ["10.0.0.0/8", true, false],
    ];
    for (const [text, shared, held] of cases) {
      expect(overlaps(range, rangeAt(text)), text).to.equal(shared);
      expect(overlaps(rangeAt(text), range), text).to.equal(shared);
      expect(holds(range, rangeAt(text)), text).to.equal(held);
    }
  });
});
