import { expect } from "chai";
import * as fc from "fast-check";
import ipaddr from "ipaddr.js";
import { holds, isPrivate, isPublic, overlaps, rangeAt } from "../../policies/reach/ranges";

const addresses = (text: string): bigint => {
  const { from, to } = rangeAt(text);
  return to - from + 1n;
};

describe("ranges of addresses", () => {
  it("hold as many addresses as their prefix says", () => {
    expect(addresses("0.0.0.0/0")).to.equal(1n << 32n);
    expect(addresses("10.30.7.9/16")).to.equal(1n << 16n);
    expect(addresses("255.255.255.255")).to.equal(1n);
    expect(addresses("2400:cb00::/32")).to.equal(1n << 96n);
    expect(addresses("::/0")).to.equal(1n << 128n);
  });

  it("are nothing else", () => {
    const others = ["", "10.0.0.0/33", "256.0.0.1", "1.2.3", "1.2.3.4.5", "::/129", "10.0.0.0/x"];
    for (const text of [...others, "10.0.0.0/", "10.0.0.0/8/8", "010.0.0.1", "everyone"]) {
      expect(() => rangeAt(text), text).to.throw(`"${text}" is no range of addresses`);
    }
  });

  it("are the same, in whichever form IPv6 writes those of IPv4", () => {
    for (const [long, short] of [
      ["::ffff:0:0/96", "0.0.0.0/0"],
      ["64:ff9b::/96", "0.0.0.0/0"],
      ["::ffff:10.30.0.0/112", "10.30.0.0/16"],
      ["64:FF9B::a1e:7", "10.30.0.7"],
    ] as const) {
      expect(rangeAt(long), long).to.deep.equal(rangeAt(short));
    }
  });

  it("hold and share what each address says", () => {
    const range = fc
      .record({ bytes: fc.uint8Array({ minLength: 4, maxLength: 4 }), length: fc.nat(32) })
      .map(({ bytes, length }) => `${bytes.join(".")}/${String(length)}`);
    fc.assert(
      fc.property(range, range, (a, b) => {
        const [[addressA, lengthA], [addressB, lengthB]] = [a, b].map((text) =>
          ipaddr.IPv4.parseCIDR(text),
        ) as [[ipaddr.IPv4, number], [ipaddr.IPv4, number]];
        const isHeld = lengthA <= lengthB && addressB.match(addressA, lengthA);
        const isShared = isHeld || (lengthB <= lengthA && addressA.match(addressB, lengthB));
        expect(holds(rangeAt(a), rangeAt(b))).to.equal(isHeld);
        expect(overlaps(rangeAt(a), rangeAt(b))).to.equal(isShared);
      }),
    );
  });

  it("lie inside networks, outside, or both", () => {
    for (const [text, inside, outside] of [
      ["10.20.0.0/16", true, false],
      ["::ffff:169.254.169.254", true, false],
      ["fd00::/8", true, false],
      ["8.0.0.0/6", false, false],
      ["0.0.0.0/1", false, false],
      ["104.16.0.0/13", false, true],
    ] as const) {
      expect([isPrivate(rangeAt(text)), isPublic(rangeAt(text))], text).to.deep.equal([
        inside,
        outside,
      ]);
    }
  });
});
