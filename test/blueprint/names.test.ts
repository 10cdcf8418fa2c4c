import { expect } from "chai";
import * as fc from "fast-check";
import { physicalName } from "../../blueprint/names";

const products = fc
  .stringMatching(/^[a-z](?:-?[a-z0-9]){10,29}$/)
  .map((name) => name.slice(0, 30).replace(/-$/, "a"));

describe("a physical name that is cut", () => {
  it("is one that the service takes, whatever the product is called", () => {
    fc.assert(
      fc.property(products, fc.constantFrom("dev", "production", "pr-7"), (name, stack) => {
        for (const kind of ["trustStore", "loadBalancer", "targetGroup"] as const) {
          expect(physicalName(kind, name, stack, "recovery").length).to.be.at.most(32);
        }
      }),
    );
  });

  it("never reads as another pull request's", () => {
    fc.assert(
      fc.property(products, fc.nat(99_999), (name, number) => {
        const stack = `pr-${String(number)}`;
        const read = /-pr-(\d+)(?:-|$)/.exec(physicalName("loadBalancer", name, stack, "green"));
        expect(stack.startsWith(`pr-${read?.[1] ?? ""}`)).to.equal(true);
      }),
    );
  });
});
