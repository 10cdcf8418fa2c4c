import { expect } from "chai";
import { resources } from "../../providers/neon/resources/resources";
import { isIdentity } from "../../catalog/identity";
import { replacingInputs } from "../../catalog/replacing/replacing-inputs";

describe("which of Neon's inputs replace, by the offline preview", () => {
  const used = resources.filter(({ token }) => token in replacingInputs);

  it("is known of what the program uses", () => {
    expect(used).to.have.lengthOf(6);
  });

  for (const { token, inputs } of used) {
    it(`is what the provider does to ${token}`, () => {
      for (const [name, { type, change }] of Object.entries(inputs)) {
        // Inputs of an object say it each for themselves.
        if (type.kind === "object") continue;
        expect(isIdentity(token, name), name).to.equal(change === "replace");
      }
    });
  }
});
