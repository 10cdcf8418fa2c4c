import { expect } from "chai";
import { Shared } from "../../components/shared";
import type { SharedSpec } from "../../blueprint/shared";
import { evaluate } from "../../iam/evaluate";
import { readPolicy } from "../../iam/policy";
import { record, type Recorded } from "../support/record";

const spec: SharedSpec = {
  kind: "shared",
  product: "shop",
  tags: {
    environment: "shared",
    project: "shop",
    "managed-by": "pulumi",
    "cost-center": "platform",
  },
  aws: { accountId: "444444444444", region: "eu-west-1", recoveryRegion: "eu-central-1" },
  github: { owner: "acme", ownerId: 42, repository: "platform", repositoryId: 99 },
  images: ["admin"],
  environmentAccounts: ["111111111111", "222222222222", "333333333333"],
  teams: [{ id: 7, permission: "maintain" }],
  branches: [{ branch: "main", approvals: 2, requiredChecks: [], requiredDeployments: [] }],
  buildBranches: ["develop"],
  monthlyBudgetUsd: 1_000,
  alerts: { emails: ["ops@example.com"] },
};

function shared(change: Partial<SharedSpec> = {}): Promise<Recorded> {
  return record(() => new Shared("shared", { ...spec, ...change }), { stack: "shared" });
}

describe("Shared", () => {
  it("tells where builds go", async () => {
    expect((await shared()).outputs("platform:shared:Shared")).to.deep.equal({
      repositoryUrls: { admin: "444444444444.dkr.ecr.eu-west-1.amazonaws.com/shop-admin" },
      releaseBucket: "shop-releases-444444444444",
    });
  });

  it("declares the repository's rules and the total budget", async () => {
    const recorded = await shared();
    expect(
      recorded.inputs(
        "github:index/repositoryRuleset:RepositoryRuleset",
        "shared-repository-branch-main",
      ),
    ).to.include({ repository: "platform" });
    expect(recorded.inputs("aws:budgets/budget:Budget")).to.include({
      name: "shop-shared-monthly",
      limitAmount: "1000",
    });
  });

  it("lets the branches of staging build, asks nobody, and tells their jobs what role they have", async () => {
    const recorded = await shared();
    expect(
      recorded.inputs("github:index/repositoryEnvironment:RepositoryEnvironment"),
    ).to.deep.include({
      environment: "build",
      canAdminsBypass: false,
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    });
    expect(
      recorded.inputs(
        "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
      ),
    ).to.include({ environment: "build", branchPattern: "develop" });
    const variables = recorded
      .ofType("github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable")
      .map(({ inputs: { variableName, value } }) => [variableName, value]);
    expect(Object.fromEntries(variables)).to.deep.equal({
      AWS_REGION: "eu-west-1",
      AWS_ROLE_ARN: "arn:aws:iam::444444444444:role/shop-shared-build",
    });
    const role = recorded.one("aws:iam/role:Role");
    expect(role.inputs.name).to.equal("shop-shared-build");
    expect(JSON.stringify(role.inputs.assumeRolePolicy)).to.include(
      "repo:acme/platform:environment:build",
    );
    expect(role.inputs.permissionsBoundary).to.equal(
      "arn:aws:iam::444444444444:policy/shop-shared-boundary",
    );
  });

  it("lets a build add and read back what it added, and take nothing away", async () => {
    const recorded = await shared();
    const { policy } = recorded.inputs("aws:iam/rolePolicy:RolePolicy");
    const identity = [readPolicy("build", String(policy))];
    const principal = "arn:aws:iam::444444444444:role/shop-shared-build";
    const may = (resource: string) => (action: string) =>
      evaluate({ identity }, { principal, action, resource, context: {} }).allowed;
    const ofModule = may("arn:aws:s3:::shop-releases-444444444444/sha256/0");
    const ofImage = may("arn:aws:ecr:eu-west-1:444444444444:repository/shop-admin");
    expect(["s3:GetObject", "s3:PutObject"].filter(ofModule)).to.have.length(2);
    expect(["s3:DeleteObject", "s3:BypassGovernanceRetention"].filter(ofModule)).to.be.empty;
    expect(["ecr:PutImage", "ecr:BatchGetImage"].filter(ofImage)).to.have.length(2);
    expect(["ecr:BatchDeleteImage", "ecr:PutImageTagMutability"].filter(ofImage)).to.be.empty;
  });

  it("encrypts images of the recovery region with the same key's replica there", async () => {
    const recorded = await shared();
    const keyOf = (name: string): unknown =>
      recorded.inputs("aws:ecr/repository:Repository", name).encryptionConfigurations;
    const key = recorded.one("aws:kms/key:Key", "shared-key-key");
    const replica = recorded.one("aws:kms/replicaKey:ReplicaKey");
    expect(key.inputs.multiRegion).to.equal(true);
    expect(replica.inputs.primaryKeyArn).to.equal(key.outputs.arn);
    expect(keyOf("shared-images-admin")).to.deep.equal([
      {
        encryptionType: "KMS",
        kmsKey: key.outputs.arn,
      },
    ]);
    expect(keyOf("shared-images-recovery-admin")).to.deep.equal([
      { encryptionType: "KMS", kmsKey: replica.outputs.arn },
    ]);
    expect(replica.outputs.arn).to.match(/^arn:aws:kms:eu-central-1:444444444444:/u);
  });

  it("needs one region only where no recovery region is set", async () => {
    const recorded = await shared({ aws: { ...spec.aws, recoveryRegion: undefined } });
    recorded.expectNone("aws:kms/replicaKey:ReplicaKey");
    expect(recorded.ofType("aws:ecr/repository:Repository")).to.have.length(1);
    expect(recorded.ofType("pulumi:providers:aws")).to.have.length(1);
  });

  it("protects whatever holds images or releases, and their keys", async () => {
    const recorded = await shared();
    const holding = [
      "aws:ecr/repository:Repository",
      "aws:kms/key:Key",
      "aws:kms/replicaKey:ReplicaKey",
      "aws:s3/bucket:Bucket",
    ].flatMap((type) => recorded.ofType(type));
    expect(holding).to.have.length(6);
    for (const { name, options } of holding) expect(options.protect, name).to.equal(true);
  });

  it("makes nothing through a default provider", async () => {
    const recorded = await shared();
    for (const { name, custom, provider, type } of recorded.all) {
      // The engine's own types, providers and the guard's Stash among them, have no provider to choose.
      if (!custom || type.startsWith("pulumi:")) continue;
      expect(provider, name).to.match(/::(?:aws|aws-recovery|github)::/u);
    }
  });
});
