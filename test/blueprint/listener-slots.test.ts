import { expect } from "chai";
import * as fc from "fast-check";
import { listenerSlots } from "../../blueprint/listener-slots";

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z-]{0,18}$/), { maxLength: 80 });

describe("listenerSlots", () => {
  it("gives every service a place of its own within the load balancer's range", () => {
    fc.assert(
      fc.property(names, (all) => {
        const places = [...listenerSlots(all).values()];
        expect(new Set(places).size).to.equal(all.length);
        for (const place of places) expect(2 * place + 2).to.be.within(2, 50_000);
      }),
    );
  });

  it("does not depend on the order of the names", () => {
    fc.assert(
      fc.property(names, (all) => {
        const reversed = listenerSlots([...all].reverse());
        for (const [name, place] of listenerSlots(all)) expect(reversed.get(name)).to.equal(place);
      }),
    );
  });

  it("leaves the others where they are when a service comes between them", () => {
    const before = listenerSlots(["admin", "qis-data-management"]);
    const after = listenerSlots(["admin", "catalog", "qis-data-management"]);
    for (const [name, place] of before) expect(after.get(name)).to.equal(place);
  });

  it("makes room for two names that meet", () => {
    const all = Array.from({ length: 2_000 }, (_, index) => `service-${String(index)}`);
    expect(new Set(listenerSlots(all).values()).size).to.equal(2_000);
  });
});
