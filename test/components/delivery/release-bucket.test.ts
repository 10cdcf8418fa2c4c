import { expect } from "chai";
import { ReleaseBucket } from "../../../components/delivery/release-bucket";
import { record, type Recorded } from "../../support/record";

const bucketArn = "arn:aws:s3:::shop-releases-444444444444";
const readers = {
  AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"],
};

function bucket(): Promise<Recorded> {
  return record(
    () =>
      new ReleaseBucket(
        "releases",
        {
          product: "shop",
          accountId: "444444444444",
          readerAccounts: ["222222222222", "333333333333"],
          tags: {
            environment: "shared",
            project: "shop",
            "managed-by": "pulumi",
            "cost-center": "platform",
          },
        },
        {},
      ),
  );
}

function statements(json: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (JSON.parse(String(json)) as { Statement: Record<string, unknown>[] }).Statement;
}

describe("ReleaseBucket", () => {
  it("holds releases that nobody changes or removes for longer than a year", async () => {
    const recorded = await bucket();
    expect(recorded.inputs("aws:s3/bucket:Bucket")).to.include({
      bucket: "shop-releases-444444444444",
      objectLockEnabled: true,
      forceDestroy: false,
    });
    expect(
      recorded.inputs("aws:s3/bucketVersioning:BucketVersioning").versioningConfiguration,
    ).to.deep.equal({ status: "Enabled" });
    expect(
      recorded.inputs("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").rule,
    ).to.deep.equal({ defaultRetention: { mode: "GOVERNANCE", days: 400 } });
  });

  it("locks after versioning is on, as S3 demands", async () => {
    const recorded = await bucket();
    expect(
      recorded.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
        .dependencies,
    ).to.include(recorded.one("aws:s3/bucketVersioning:BucketVersioning").urn);
  });

  it("removes a replaced version only after its lock", async () => {
    const { rules } = (await bucket()).inputs(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    );
    expect(rules).to.have.nested.property("[0].noncurrentVersionExpiration.noncurrentDays", 430);
    expect(rules).not.to.have.nested.property("[0].expiration");
  });

  it("protects the bucket and its key", async () => {
    const recorded = await bucket();
    expect(recorded.one("aws:s3/bucket:Bucket").options.protect).to.equal(true);
    expect(recorded.one("aws:kms/key:Key").options.protect).to.equal(true);
    expect(recorded.inputs("aws:kms/key:Key")).to.include({
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
  });

  it("answers over TLS only, and only the environments' accounts, who only read", async () => {
    const { policy } = (await bucket()).inputs("aws:s3/bucketPolicy:BucketPolicy");
    expect(statements(policy)).to.deep.equal([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "EnvironmentsFind",
        Effect: "Allow",
        Principal: readers,
        Action: ["s3:ListBucket"],
        Resource: [bucketArn],
      },
      {
        Sid: "EnvironmentsRead",
        Effect: "Allow",
        Principal: readers,
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: [`${bucketArn}/*`],
      },
    ]);
  });

  it("lets readers decrypt releases through S3 and nothing more", async () => {
    const [, reading] = statements((await bucket()).inputs("aws:kms/key:Key").policy);
    expect(reading).to.deep.equal({
      Sid: "EnvironmentsDecryptThroughS3",
      Effect: "Allow",
      Principal: readers,
      Action: ["kms:Decrypt"],
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
    });
  });

  it("is closed to the public", async () => {
    expect(
      (await bucket()).inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
    ).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });
});
