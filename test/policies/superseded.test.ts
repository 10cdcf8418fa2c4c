import { expect } from "chai";
import written from "../../policies/rules/hygiene/superseded.json";
import { superseded } from "./support/superseded";

describe("what the SDKs mark as replaced", () => {
  it("is what the rules reject (npx tsx test/policies/write-superseded.ts writes it)", () => {
    expect(written).to.deep.equal(superseded());
  });
});
