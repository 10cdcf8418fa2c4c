import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Secret } from "../../preview/report/tree";
import { Project } from "../../providers/neon/sdk/project";
import { Provider } from "../../providers/neon/sdk/provider";
import { Role } from "../../providers/neon/sdk/role";
import { record } from "../support/record";

const providerType = "pulumi:providers:neon";

describe("the Neon SDK", () => {
  it("keeps the API key out of the state unless it is given", async () => {
    const recorded = await record(() => new Provider("neon", { orgId: "org-1" }));
    expect(recorded.inputs(providerType)).to.deep.equal({ orgId: "org-1" });
  });

  it("marks an API key that is given as secret", async () => {
    const recorded = await record(() => new Provider("neon", { apiKey: "napi_1" }));
    expect(recorded.one(providerType).inputs.apiKey).to.be.instanceOf(Secret);
  });

  it("marks a role's password as secret, whatever else the caller marks", async () => {
    const recorded = await record(
      () =>
        new Role(
          "role",
          { projectId: "p", branchId: "b", name: "app" },
          { additionalSecretOutputs: ["name"] },
        ),
    );
    const role = recorded.one("neon:index:Role");
    expect(role.options.additionalSecretOutputs).to.have.members(["name", "password"]);
    expect(role.outputs.password).to.be.instanceOf(Secret);
  });

  it("gives a program what Neon adds to its inputs", async () => {
    const seen: string[] = [];
    await record(() => {
      const project = new Project("project", { name: "shop", regionId: "aws-eu-central-1" });
      pulumi
        .all([project.name, project.defaultBranchId, project.host, project.poolerHost])
        .apply((values) => seen.push(...values));
    });
    expect(seen[0]).to.equal("shop");
    expect(seen[1]).to.match(/^br-/);
    expect(seen[2]).to.match(/^ep-.+\.aws\.neon\.tech$/);
    expect(seen[3]).to.match(/^ep-.+-pooler\./);
  });

  it("uses the provider that it is given", async () => {
    const recorded = await record(() => {
      const provider = new Provider("neon");
      new Project("project", { name: "shop", regionId: "aws-eu-central-1" }, { provider });
    });
    expect(recorded.one("neon:index:Project").provider).to.match(
      new RegExp(`^${recorded.one(providerType).urn}::`),
    );
  });
});
