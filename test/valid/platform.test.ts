import { expect } from "chai";
import * as fc from "fast-check";
import { arbitraryPlatform } from "./arbitrary-platform";
import { objectionsTo, platformWith } from "./platform";

describe("a platform that settings allow", () => {
  it("can be deployed, whatever it is made of", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlatform, async (patch) => {
        const objections = await objectionsTo(platformWith(patch));
        expect(objections, objections.join("\n")).to.deep.equal([]);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
