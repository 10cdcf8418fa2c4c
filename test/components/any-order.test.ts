import { expect } from "chai";
import { urnOf } from "../../catalog/urn";
import type { Registration } from "../../preview/run/recording";
import { revealMap } from "../../preview/report/tree";
import { HealthyTasks } from "../../sandbox/monitor/healthy-tasks";
import type { Moment } from "../../sandbox/monitor/invariant";
import { invariants } from "../../sandbox/monitor/invariants";
import { Inventory } from "../../sandbox/monitor/inventory";
import { textAt } from "../../sandbox/monitor/read";
import { recordSample, sampleStacks } from "../support/sample";

type Registrations = ReadonlyMap<string, Registration>;

describe("a stack that is made in any order that its dependencies allow", () => {
  for (const stack of sampleStacks) {
    it(`has in ${stack} what each of its resources needs at every moment`, async () => {
      const { registrations } = await recordSample(stack);
      const violations = [...registrations.values()].flatMap((resource) => {
        const moment = momentOf(resource, registrations);
        return invariants.flatMap((invariant) =>
          invariant
            .violations(moment)
            .filter(({ user }) => user === resource.urn)
            .map(({ what }) => `${invariant.name}: ${what}`),
        );
      });
      expect(violations.join("\n")).to.equal("");
    });
  }
});

/** A resource is there, and nothing but what it depends on. */
function momentOf(resource: Registration, all: Registrations): Moment {
  const needed = new Set([resource.urn]);
  // A set shows what is added to it while it is looked through.
  for (const urn of needed) for (const each of all.get(urn)?.dependencies ?? []) needed.add(each);
  const moment = { held: new Inventory(), tasks: new HealthyTasks() };
  for (const made of all.values()) {
    const { urn, type, id } = made;
    if (id === undefined || !needed.has(urn)) continue;
    const object = { urn, type, id, properties: outputsOf(made), generation: 1, inputs: [] };
    moment.held.put({ type, accountId: "", region: regionOf(made, all) }, object);
    moment.tasks.follow(object, moment.held);
  }
  return moment;
}

function outputsOf({ outputs }: Registration) {
  return revealMap(outputs, "[unknown]");
}

function regionOf(resource: Registration, all: Registrations): string {
  const provider = all.get(urnOf(resource.provider ?? ""));
  return (
    textAt(outputsOf(resource), "region") || (provider ? textAt(outputsOf(provider), "region") : "")
  );
}
