import { expect } from "chai";
import { serviceGroupsOf } from "../../../../operations/release/metrics/service-groups";
import type { StateResource } from "../../../../operations/stack/state";
import { recordSample } from "../../../support/sample";

describe("where a container's requests are counted", () => {
  /** As the state of a stack that was deployed has them. */
  const resourcesOf = async (stack: string): Promise<readonly StateResource[]> =>
    [...(await recordSample(stack)).registrations.values()].map(({ urn, type, outputs }) => ({
      urn,
      type,
      outputs,
    }));
  const identity = (stack: string) => ({ product: "acme", stack });

  it("is the load balancer of its cell, with the two groups that revisions take turns in", async () => {
    const resources = await resourcesOf("production");
    const groups = serviceGroupsOf(resources, identity("production"), "green", "admin");
    expect(groups?.loadBalancer).to.match(/^app\/acme-production-green\/\w+$/);
    expect(groups?.targetGroups.map((group) => group.replace(/\w+$/, ""))).to.deep.equal([
      "targetgroup/production-green-admin-blue/",
      "targetgroup/production-green-admin-green/",
    ]);
  });

  it("is nowhere where tasks are replaced one by one", async () => {
    const resources = await resourcesOf("dev");
    expect(serviceGroupsOf(resources, identity("dev"), "blue", "admin")).to.equal(undefined);
  });
});
