import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  DeploymentGate,
  type DeploymentGateArgs,
} from "../../../components/delivery/deployment-gate";
import { Secret } from "../../../preview/report/tree";
import { record } from "../../support/record";

const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const policyType =
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
const variableType = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const secretType = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";

const production: DeploymentGateArgs = {
  spec: {
    name: "production",
    reviewerTeamIds: [11, 12],
    waitMinutes: 5,
    branchPatterns: ["main"],
    tagPatterns: ["v*"],
  },
  repository: "platform",
  variables: { AWS_REGION: "eu-west-1" },
  secrets: { DATABASE_TOKEN: "s3cret" },
};

function gate(change: Partial<DeploymentGateArgs["spec"]> = {}): DeploymentGate {
  return new DeploymentGate("gate", { ...production, spec: { ...production.spec, ...change } }, {});
}

async function rejection(program: () => unknown): Promise<string> {
  try {
    await record(program);
  } catch (error) {
    if (error instanceof pulumi.ResourceError) return error.message;
    throw error;
  }
  throw new Error("expected the gate to be refused");
}

describe("DeploymentGate", () => {
  it("asks the reviewing teams, waits, and lets neither the author nor an administrator pass alone", async () => {
    const recorded = await record(() => gate());
    expect(recorded.inputs(environmentType)).to.deep.equal({
      repository: "platform",
      environment: "production",
      waitTimer: 5,
      preventSelfReview: true,
      canAdminsBypass: false,
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
      reviewers: [{ teams: [11, 12] }],
    });
  });

  it("lets the author pass alone no more where one team reviews than where two do", async () => {
    const recorded = await record(() => gate({ reviewerTeamIds: [11] }));
    expect(recorded.inputs(environmentType)).to.deep.include({
      preventSelfReview: true,
      reviewers: [{ teams: [11] }],
    });
  });

  it("names no reviewers where the spec has none", async () => {
    const recorded = await record(() => gate({ reviewerTeamIds: [] }));
    expect(recorded.inputs(environmentType))
      .to.include({ preventSelfReview: false, canAdminsBypass: false })
      .and.not.have.property("reviewers");
  });

  it("lets in exactly the branches and tags of the spec", async () => {
    const recorded = await record(() => gate());
    const policies = recorded
      .ofType(policyType)
      .map(({ name }) => recorded.inputs(policyType, name));
    expect(policies).to.have.deep.members([
      { repository: "platform", environment: "production", branchPattern: "main" },
      { repository: "platform", environment: "production", tagPattern: "v*" },
    ]);
  });

  it("gives the deploying gate its variables and secrets", async () => {
    const recorded = await record(() => gate());
    expect(recorded.inputs(variableType)).to.include({
      variableName: "AWS_REGION",
      value: "eu-west-1",
    });
    expect(recorded.inputs(secretType)).to.include({
      secretName: "DATABASE_TOKEN",
      value: "s3cret",
    });
  });

  it("keeps a secret secret even when it was passed as plain text", async () => {
    const recorded = await record(() => gate());
    expect(recorded.one(secretType).inputs.value).to.be.instanceOf(Secret);
  });

  it("refuses more teams than GitHub takes", async () => {
    expect(await rejection(() => gate({ reviewerTeamIds: [1, 2, 3, 4, 5, 6, 7] }))).to.equal(
      'gate "production" has 7 reviewing teams; GitHub takes at most 6',
    );
  });

  it("refuses a gate that no ref can enter", async () => {
    expect(await rejection(() => gate({ branchPatterns: [], tagPatterns: [] }))).to.equal(
      'gate "production" lets no branch and no tag in: give it a branch or tag pattern',
    );
  });
});
