import { expect } from "chai";
import fc from "fast-check";
import { overlaps, zonesOf } from "../../blueprint/subnets";

const octet = fc.integer({ min: 0, max: 255 });
const network = fc.tuple(octet, octet).map(([a, b]) => `${String(a)}.${String(b)}.0.0/16`);
const letters = fc.uniqueArray(fc.constantFrom(..."a b c d e f g h i j k l m n o".split(" ")), {
  minLength: 1,
});
const zones = letters.map((each) => each.map((letter) => `eu-west-1${letter}`));
const cidr = fc
  .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, prefix]) => `${[a, b, c, d].join(".")}/${String(prefix)}`);

describe("zonesOf", () => {
  it("cuts a /16 into private /20s and public /24s", () => {
    expect(zonesOf("10.20.0.0/16", ["eu-west-1a", "eu-west-1b"])).to.deep.equal([
      { name: "eu-west-1a", privateCidr: "10.20.0.0/20", publicCidr: "10.20.240.0/24" },
      { name: "eu-west-1b", privateCidr: "10.20.16.0/20", publicCidr: "10.20.241.0/24" },
    ]);
  });

  it("keeps every subnet inside the network and apart from every other", () => {
    fc.assert(
      fc.property(network, zones, (range, names) => {
        const subnets = zonesOf(range, names).flatMap((z) => [z.privateCidr, z.publicCidr]);
        for (const [index, subnet] of subnets.entries()) {
          expect(overlaps(range, subnet), `${subnet} in ${range}`).to.equal(true);
          for (const other of subnets.slice(index + 1)) {
            expect(overlaps(subnet, other), `${subnet} and ${other}`).to.equal(false);
          }
        }
      }),
    );
  });

  it("moves no subnet when a zone is added, removed or named in another order", () => {
    fc.assert(
      fc.property(network, zones, (range, names) => {
        for (const zone of zonesOf(range, [...names].reverse())) {
          expect(zonesOf(range, [zone.name])).to.deep.equal([zone]);
        }
      }),
    );
  });

  for (const bad of [
    "10.20.0.0/20",
    "10.20.1.0/16",
    "10.300.0.0/16",
    "10.20.0.0",
    "2001:db8::/16",
  ]) {
    it(`refuses ${bad} as a network`, () => {
      expect(() => zonesOf(bad, ["eu-west-1a"])).to.throw(RangeError, `"${bad}" is no /16 network`);
    });
  }

  for (const bad of ["a", "eu-west-1", "us-west-2-lax-1a", "eu-west-1p"]) {
    it(`refuses ${bad} as a zone`, () => {
      expect(() => zonesOf("10.20.0.0/16", [bad])).to.throw(RangeError, `"${bad}" is no`);
    });
  }

  it("refuses a zone that is named twice", () => {
    expect(() => zonesOf("10.20.0.0/16", ["eu-west-1a", "eu-west-1a"])).to.throw("stands twice");
  });
});

describe("overlaps", () => {
  it("tells ranges that share addresses from ranges that touch", () => {
    expect(overlaps("10.20.0.0/16", "10.20.255.0/24")).to.equal(true);
    expect(overlaps("10.20.255.0/24", "10.20.0.0/16")).to.equal(true);
    expect(overlaps("10.20.0.0/16", "10.21.0.0/16")).to.equal(false);
    expect(overlaps("0.0.0.0/0", "2001:db8::/32")).to.equal(false);
  });

  it("is symmetric, and true of every range and itself", () => {
    fc.assert(
      fc.property(cidr, cidr, (a, b) => {
        expect(overlaps(a, b)).to.equal(overlaps(b, a));
        expect(overlaps(a, a)).to.equal(true);
      }),
    );
  });
});
