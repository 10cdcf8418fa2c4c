import { expect } from "chai";
import { explanations, explains } from "../../policies/parity/explanations";
import { parityIn, type Parity } from "../../policies/parity/parity";
import type { PolicyResource, PolicyStack } from "../../policies/resource";
import { scopedOf } from "../../policies/scope";
import {
  type Estate,
  recordEstate,
  rulesThat,
  stackIn,
  verdictsOn,
  withStack,
} from "./mutations/estate";
import { replaceAt } from "./support/replace";

describe("the parity of staging and production", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  const scoped = (stack: PolicyStack) => scopedOf(stack, estate.data);
  const parity = (staging = stackIn(estate, "staging")): Parity => {
    const found = parityIn([scoped(stackIn(estate, "production")), scoped(staging)]);
    if (found === undefined) throw new Error("no parity");
    return found;
  };
  /** Staging with one setting of every resource of a type replaced. */
  const changed = (type: string, path: string, value: unknown): PolicyStack => {
    const { stack, resources } = stackIn(estate, "staging");
    const change = (resource: PolicyResource): PolicyResource => {
      const props = replaceAt(resource.props, path.split("."), () => value);
      return { ...resource, props: props as PolicyResource["props"] };
    };
    return {
      stack,
      resources: resources.map((each) => (each.type === type ? change(each) : each)),
    };
  };

  it("is whole in the sample: whatever differs is explained", () => {
    const { unexplained, percent, alike } = parity();
    expect(unexplained).to.deep.equal([]);
    expect(percent).to.equal(100);
    expect(alike).to.be.greaterThan(4_000);
  });

  it("has no reason that explains nothing", () => {
    const why = parity().explained;
    expect([...new Set(explanations.map((each) => each.why))]).to.have.members([...why.keys()]);
  });

  it("reports a setting that differs for no reason", () => {
    const { unexplained, percent } = parity(changed("aws:lb/targetGroup:TargetGroup", "port", 81));
    expect(unexplained).to.have.length.greaterThan(3);
    expect(unexplained[0]).to.include({ setting: "port", staging: "81" });
    expect(percent).to.be.lessThan(100).and.greaterThan(95);
  });

  it("reports what production lacks of staging, although production may have more", () => {
    const longer = changed("aws:cloudwatch/logGroup:LogGroup", "retentionInDays", 400);
    expect(parity(longer).unexplained.map(({ setting }) => setting)).to.include("retentionInDays");
    const shorter = changed("aws:cloudwatch/logGroup:LogGroup", "retentionInDays", 14);
    expect(parity(shorter).unexplained).to.deep.equal([]);
  });

  it("reports a resource that staging lacks, with all its settings", () => {
    const { stack, resources } = stackIn(estate, "staging");
    const without = resources.filter(({ type }) => type !== "aws:ecs/cluster:Cluster");
    const { unexplained, unexplainedSettings } = parity({ stack, resources: without });
    expect(unexplained.map(({ type, setting, staging }) => [type, setting, staging])).to.deep.equal(
      [
        ["aws:ecs/cluster:Cluster", "", undefined],
        ["aws:ecs/cluster:Cluster", "", undefined],
      ],
    );
    expect(unexplainedSettings).to.be.greaterThan(10);
  });

  it("takes names, hosts, accounts and ids for what they are in each environment", () => {
    const clusters = (name: string): number => {
      const { unexplained } = parity(changed("aws:ecs/cluster:Cluster", "name", name));
      return unexplained.filter(({ setting }) => setting === "name").length;
    };
    // Both cells get one name, which is right for one of them.
    expect(clusters("acme-production-blue")).to.equal(1);
    expect(clusters("something-else")).to.equal(2);
  });

  it("is violated at 95 % and below, on staging's stack", () => {
    const { stack, resources } = stackIn(estate, "staging");
    const few = resources.filter(({ type }) => !type.startsWith("aws:cloudwatch/"));
    const poor = withStack(estate, "staging", { stack, resources: few });
    expect(parity({ stack, resources: few }).percent).to.be.lessThan(95);
    expect(rulesThat("violated", verdictsOn(poor, "staging"))).to.include("staging-require-parity");
    expect(rulesThat("violated", verdictsOn(estate, "staging"))).to.deep.equal([]);
  });

  it("is no figure without both", () => {
    expect(parityIn([scoped(stackIn(estate, "production"))])).to.equal(undefined);
    expect(parityIn([scoped(stackIn(estate, "staging"))])).to.equal(undefined);
  });

  it("explains a difference one way round only", () => {
    const guard = explanations.find(({ setting }) => setting.test("protect"));
    if (guard === undefined) throw new Error("nothing explains protect");
    const difference = { urn: "", type: "", setting: "protect" };
    const on = { ...difference, production: "true", staging: "false" };
    const off = { ...difference, production: "false", staging: "true" };
    expect([explains(guard, on, ""), explains(guard, off, "")]).to.deep.equal([true, false]);
  });
});
