import { expect } from "chai";
import { recordSample } from "../../support/sample";

const guardType = "pulumi:index:Stash";

describe("DestroyGuard", () => {
  for (const stack of ["production", "shared"]) {
    it(`stands before every resource of ${stack}: protected, and dependent on all of them`, async () => {
      const all = [...(await recordSample(stack)).registrations.values()];
      const [guard, ...others] = all.filter(({ type }) => type === guardType);
      expect(others).to.deep.equal([]);
      expect(guard?.options.protect).to.equal(true);
      const deletable = all.filter(
        ({ custom, type }) => custom && type !== guardType && !type.startsWith("pulumi:providers:"),
      );
      expect(deletable).to.have.length.greaterThan(40);
      expect(guard?.dependencies).to.have.members(deletable.map(({ urn }) => urn));
    });
  }

  it("is absent where everything may be taken down", async () => {
    for (const stack of ["dev", "staging", "pr-7"]) {
      const { registrations } = await recordSample(stack);
      const types = [...registrations.values()].map(({ type }) => type);
      expect(types, stack).not.to.include(guardType);
    }
  });
});
