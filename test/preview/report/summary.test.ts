import { expect } from "chai";
import * as fc from "fast-check";
import { summarise, summariseStack } from "../../../preview/report/summary";
import { arbitraryReport } from "../../support/arbitrary-report";
import { report, StackBuilder } from "../../support/reports";

/** An environment that holds a network of two subnets and a cell of one service. */
function environment(): StackBuilder {
  const builder = new StackBuilder("dev");
  const root = builder.component("platform:environment:Environment", "dev");
  const network = builder.component("platform:aws:Network", "network", root);
  builder.resource("aws:ec2/subnet:Subnet", "a", { parent: network });
  builder.resource("aws:ec2/subnet:Subnet", "b", { parent: network });
  const cell = builder.component("platform:aws:Cell", "blue", root);
  const service = builder.component("platform:aws:ContainerService", "admin", cell);
  builder.resource("aws:ecs/service:Service", "service", { parent: service });
  return builder;
}

describe("summarise", () => {
  it("counts what `pulumi preview` counts", () => {
    const { resources, components } = summariseStack(environment().build());
    expect({ resources, components }).to.deep.equal({ resources: 8, components: 4 });
  });

  it("counts per component type what components hold themselves, the biggest first", () => {
    expect(summariseStack(environment().build()).byComponentType).to.deep.equal([
      { type: "platform:aws:Network", components: 1, resources: 2 },
      { type: "platform:environment:Environment", components: 1, resources: 2 },
      { type: "platform:aws:Cell", components: 1, resources: 1 },
      { type: "platform:aws:ContainerService", components: 1, resources: 1 },
    ]);
  });

  it("counts all that the components below the environment hold", () => {
    const { topComponents } = summariseStack(environment().build());
    expect(
      topComponents.map(({ component, resources }) => [component.name, resources]),
    ).to.deep.equal([
      ["network", 2],
      ["blue", 2],
    ]);
  });

  it("takes the components below the stack when there are several", () => {
    const builder = new StackBuilder("shared");
    builder.component("platform:aws:Budget", "budget");
    builder.component("platform:aws:ImageRegistry", "registry");
    const { topComponents } = summariseStack(builder.build());
    expect(topComponents.map(({ component }) => component.name)).to.deep.equal([
      "budget",
      "registry",
    ]);
  });

  it("counts verdicts by status, and violations by level", () => {
    const builder = new StackBuilder("dev")
      .verdict("a", "passed")
      .verdict("a", "violated")
      .verdict("b", "violated", { level: "advisory" })
      .verdict("c", "not-applicable")
      .verdict("d", "waived")
      .verdict("e", "could-not-evaluate");
    const summary = summariseStack(builder.build());
    expect(summary.verdicts).to.deep.equal({
      passed: 1,
      violated: 2,
      "not-applicable": 1,
      waived: 1,
      "could-not-evaluate": 1,
    });
    expect(summary.rules).to.equal(5);
    expect([summary.mandatoryViolations, summary.advisoryViolations]).to.deep.equal([1, 1]);
  });

  it("counts a rule once over all stacks", () => {
    const stacks = ["dev", "staging"].map((s) => new StackBuilder(s).verdict("tags", "passed"));
    expect(summarise(report(...stacks)).rules).to.equal(1);
  });

  it("adds up: the total is the sum of its stacks, and every verdict is counted", () => {
    fc.assert(
      fc.property(arbitraryReport, (given) => {
        const summary = summarise(given);
        const verdicts = given.stacks.flatMap((stack) => stack.verdicts);
        const resources = given.stacks.flatMap((stack) => stack.resources);
        expect(Object.values(summary.verdicts).reduce((a, b) => a + b, 0)).to.equal(
          verdicts.length,
        );
        expect(summary.resources).to.equal(resources.length);
      }),
    );
  });
});
