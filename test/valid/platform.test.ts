import { expect } from "chai";
import * as fc from "fast-check";
import { arbitraryPlatform } from "./arbitrary-platform";
import { recordSample } from "../support/sample";
import { objectionsTo, platformWith } from "./platform";

describe("a platform that settings allow", () => {
  it("proves the names of its services in one cell, whichever cells there are", async () => {
    for (const cells of [["green"], ["green", "blue"]]) {
      const settings = { "platform:cells": JSON.stringify(cells), "platform:live": "green" };
      const { registrations } = await recordSample("staging", { settings });
      const proofs = [...registrations.values()].filter(({ name }) =>
        name.endsWith("-challenge-admin.staging.acme.example"),
      );
      expect(proofs).to.have.length(1);
    }
  });

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
