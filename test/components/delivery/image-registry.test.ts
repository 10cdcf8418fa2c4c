import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { ImageRegistry, type ImageRegistryArgs } from "../../../components/delivery/image-registry";
import { record, type Recorded } from "../../support/record";

const repositoryType = "aws:ecr/repository:Repository";
const replicationType = "aws:ecr/replicationConfiguration:ReplicationConfiguration";

const home: ImageRegistryArgs = {
  product: "shop",
  aws: { accountId: "444444444444", region: "eu-west-1", recoveryRegion: "eu-central-1" },
  images: ["admin", "worker"],
  readerAccounts: ["222222222222", "333333333333"],
  encryptionKeyArn: "arn:aws:kms:eu-west-1:444444444444:key/mrk-1",
  tags: {
    environment: "shared",
    project: "shop",
    "managed-by": "pulumi",
    "cost-center": "platform",
  },
};
const args = {
  ...home,
  recoveryEncryptionKeyArn: "arn:aws:kms:eu-central-1:444444444444:key/mrk-1",
};

function registry(change: Partial<ImageRegistryArgs> = {}): Promise<Recorded> {
  return record(() => new ImageRegistry("images", { ...args, ...change }, {}));
}

describe("ImageRegistry", () => {
  it("keeps each workload's images under tags that never move, scanned and under our key", async () => {
    const recorded = await registry();
    expect(recorded.inputs(repositoryType, "images-admin")).to.deep.equal({
      region: "eu-west-1",
      name: "shop-admin",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.encryptionKeyArn }],
      forceDelete: false,
      tags: args.tags,
    });
  });

  it("protects every repository", async () => {
    const repositories = (await registry()).ofType(repositoryType);
    expect(repositories.map(({ name }) => name)).to.have.members([
      "images-admin",
      "images-worker",
      "images-recovery-admin",
      "images-recovery-worker",
    ]);
    for (const { name, options } of repositories) expect(options.protect, name).to.equal(true);
  });

  it("lets exactly the environments' accounts pull, and nobody push", async () => {
    const { policy } = (await registry()).inputs(
      "aws:ecr/repositoryPolicy:RepositoryPolicy",
      "images-admin-readers",
    );
    expect(JSON.parse(String(policy))).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EnvironmentsPull",
          Effect: "Allow",
          Principal: {
            AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"],
          },
          Action: [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
          ],
        },
      ],
    });
  });

  it("forgets leftovers after two weeks and never a release", async () => {
    const { policy } = (await registry()).inputs(
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      "images-admin-lifecycle",
    );
    const { rules } = JSON.parse(String(policy)) as {
      rules: readonly { readonly selection: Readonly<Record<string, unknown>> }[];
    };
    expect(
      rules.map(({ selection }) => [selection.tagStatus, selection.tagPrefixList]),
    ).to.deep.equal([
      ["tagged", ["pr-"]],
      ["untagged", undefined],
    ]);
    for (const { selection } of rules) {
      expect(selection).to.include({ countType: "sinceImagePushed", countNumber: 14 });
    }
  });

  it("scans continuously in both regions", async () => {
    const recorded = await registry();
    const type = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
    expect(
      recorded.ofType(type).map(({ inputs }) => [inputs.region, inputs.scanType]),
    ).to.deep.equal([
      ["eu-west-1", "ENHANCED"],
      ["eu-central-1", "ENHANCED"],
    ]);
  });

  it("replicates into repositories of the recovery region that stand before it", async () => {
    const recorded = await registry();
    const replication = recorded.one(replicationType);
    expect(recorded.inputs(replicationType).replicationConfiguration).to.deep.equal({
      rules: [
        {
          destinations: [{ region: "eu-central-1", registryId: "444444444444" }],
          repositoryFilters: [{ filter: "shop-", filterType: "PREFIX_MATCH" }],
        },
      ],
    });
    expect(replication.dependencies).to.include(
      recorded.one(repositoryType, "images-recovery-admin").urn,
    );
    expect(recorded.inputs(repositoryType, "images-recovery-admin")).to.deep.include({
      region: "eu-central-1",
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.recoveryEncryptionKeyArn }],
    });
  });

  it("replicates nowhere without a recovery region", async () => {
    const recorded = await registry({ aws: { ...args.aws, recoveryRegion: undefined } });
    recorded.expectNone(replicationType);
    expect(recorded.ofType(repositoryType)).to.have.length(2);
  });

  it("refuses replicas without a key in their region", async () => {
    const refused = await record(() => new ImageRegistry("images", home, {})).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(pulumi.ResourceError);
  });

  it("tells where to push, by workload", async () => {
    expect((await registry()).outputs("platform:aws:ImageRegistry")).to.deep.equal({
      repositoryUrls: {
        admin: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop-admin",
        worker: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop-worker",
      },
    });
  });
});
