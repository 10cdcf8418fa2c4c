import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ObjectStore, type ObjectStoreArgs } from "../../../components/data/object-store";
import type { ObjectStoreSpec } from "../../../blueprint/storage";
import type { Tier } from "../../../blueprint/tier";
import { tiers } from "../../../blueprint/tiers";
import {
  contextOf,
  recoveryContext,
  recoveryKeyArn,
  recoveryRegion,
} from "../../support/data-context";
import { record, type Recorded } from "../../support/record";
import { some } from "../../support/some";

const s3 = (type: string) => `aws:s3/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
const r2 = (type: string) =>
  `cloudflare:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
const bucketType = s3("Bucket");
const main = "documents-s3";
const replica = "documents-replica";

function specOf(tier: Tier): ObjectStoreSpec {
  const { replicated, ...storage } = tiers[tier].storage;
  return {
    name: "documents",
    r2Location: "weur",
    ...storage,
    replicaRegion: replicated ? recoveryRegion : undefined,
    backupTag: "documents",
    allowedHosts: ["shop.example", "www.shop.example"],
  };
}

function declare(
  tier: Tier,
  change: Partial<ObjectStoreSpec> = {},
  args: Partial<ObjectStoreArgs> = {},
): Promise<Recorded> {
  return record(
    () =>
      new ObjectStore(
        "documents",
        {
          spec: { ...specOf(tier), ...change },
          context: contextOf(tier),
          cloudflareAccountId: "cloudflare-1",
          replicaContext: tier === "production" ? recoveryContext() : undefined,
          backedUpBy: new pulumi.ComponentResource("test:index:Backups", "backups"),
          ...args,
        },
        {},
      ),
  );
}

async function failure(...args: Parameters<typeof declare>): Promise<string> {
  try {
    await declare(...args);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the store was declared");
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statements(policy: unknown): readonly Statement[] {
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

describe("ObjectStore", () => {
  for (const tier of ["dev", "staging", "production"] as const) {
    const { noncurrentDays } = tiers[tier].storage;

    it(`keeps replaced versions ${String(noncurrentDays)} days in ${tier}`, async () => {
      const recorded = await declare(tier);
      expect(recorded.inputs(s3("BucketVersioning"), `${main}-versioning`)).to.deep.include({
        versioningConfiguration: { status: "Enabled" },
      });
      const [rule] = recorded.inputs(s3("BucketLifecycleConfiguration"), `${main}-lifecycle`)
        .rules as Record<string, unknown>[];
      expect(rule).to.deep.include({
        status: "Enabled",
        noncurrentVersionExpiration: {
          noncurrentDays: { dev: 7, staging: 30, production: 90 }[tier],
        },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      });
    });

    it(`is protected as ${tier} says, with its objects`, async () => {
      const recorded = await declare(tier);
      const production = tier === "production";
      for (const bucket of recorded.ofType(bucketType)) {
        expect(bucket.options.protect).to.equal(production);
        expect(recorded.inputs(bucketType, bucket.name).forceDestroy).to.equal(!production);
      }
      expect(recorded.one(r2("R2Bucket")).options.protect).to.equal(production);
    });
  }

  describe("S3", () => {
    it("is encrypted with the environment's key and takes no key of a caller's", async () => {
      const recorded = await declare("production");
      const type = s3("BucketServerSideEncryptionConfiguration");
      expect(recorded.inputs(type, `${main}-encryption`).rules).to.deep.equal([
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: contextOf("production").encryptionKeyArn,
          },
          bucketKeyEnabled: true,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ]);
    });

    it("is closed to the public and to ACLs", async () => {
      const recorded = await declare("dev");
      expect(recorded.inputs(s3("BucketPublicAccessBlock"))).to.include({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(recorded.inputs(s3("BucketOwnershipControls")).rule).to.deep.equal({
        objectOwnership: "BucketOwnerEnforced",
      });
    });

    it("refuses anything below TLS 1.2", async () => {
      const recorded = await declare("dev");
      const denied = statements(recorded.inputs(s3("BucketPolicy")).policy);
      const bucket = "arn:aws:s3:::shop-dev-documents";
      expect(denied.map(({ Effect }) => Effect)).to.deep.equal(["Deny", "Deny"]);
      expect(denied.map(({ Condition }) => Condition)).to.deep.equal([
        { Bool: { "aws:SecureTransport": "false" } },
        { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      ]);
      for (const { Resource } of denied) expect(Resource).to.deep.equal([bucket, `${bucket}/*`]);
    });

    it("uses no argument that the provider has replaced by a resource", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(bucketType, `${main}-bucket`)).to.have.all.keys(
        "bucket",
        "region",
        "forceDestroy",
        "objectLockEnabled",
        "tags",
      );
    });

    it("carries the tag that the backup plan selects, and its replica does not", async () => {
      const recorded = await declare("production");
      const tagsOf = (name: string) => recorded.inputs(bucketType, `${name}-bucket`).tags;
      expect(tagsOf(main)).to.include({ backup: "documents", environment: "production" });
      expect(tagsOf(replica)).to.include({ environment: "production" });
      expect(tagsOf(replica)).not.to.have.property("backup");
    });

    it("locks every version in staging and production, where a write adds a version", async () => {
      const type = s3("BucketObjectLockConfiguration");
      for (const [tier, days] of [
        ["staging", 7],
        ["production", 30],
      ] as const) {
        const recorded = await declare(tier);
        expect(recorded.inputs(bucketType, `${main}-bucket`).objectLockEnabled).to.equal(true);
        expect(recorded.inputs(type, `${main}-lock`).rule).to.deep.equal({
          defaultRetention: { mode: "GOVERNANCE", days },
        });
      }
      const dev = await declare("dev");
      dev.expectNone(type);
      expect(dev.inputs(bucketType).objectLockEnabled).to.equal(false);
    });

    it("writes access logs where a bucket for them is given", async () => {
      const recorded = await declare("dev", {}, { logBucketName: "shop-dev-logs" });
      expect(recorded.inputs(s3("BucketLogging"))).to.include({
        targetBucket: "shop-dev-logs",
        targetPrefix: "shop-dev-documents/",
      });
      (await declare("dev")).expectNone(s3("BucketLogging"));
    });
  });

  describe("in production", () => {
    it("has a replica in the recovery region under that region's key", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(bucketType, `${replica}-bucket`)).to.include({
        bucket: "shop-production-documents-replica",
        region: recoveryRegion,
        objectLockEnabled: true,
      });
      const [encryption] = recorded.inputs(
        s3("BucketServerSideEncryptionConfiguration"),
        `${replica}-encryption`,
      ).rules as { applyServerSideEncryptionByDefault: { kmsMasterKeyId: string } }[];
      expect(encryption?.applyServerSideEncryptionByDefault.kmsMasterKeyId).to.equal(
        recoveryKeyArn,
      );
      const settings = recorded.all.filter(
        ({ name, type }) => name.startsWith(`${replica}-`) && type.startsWith("aws:s3/"),
      );
      for (const { name, type } of some(settings)) {
        expect(recorded.inputs(type, name).region, name).to.equal(recoveryRegion);
      }
    });

    it("is replicated within 15 minutes, encrypted objects and delete markers included", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(s3("BucketReplicationConfig")).rules).to.deep.equal([
        {
          id: "everything",
          status: "Enabled",
          priority: 0,
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Enabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: "arn:aws:s3:::shop-production-documents-replica",
            encryptionConfiguration: { replicaKmsKeyId: recoveryKeyArn },
            replicationTime: { status: "Enabled", time: { minutes: 15 } },
            metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
          },
        },
      ]);
    });

    it("starts replicating when both ends keep versions", async () => {
      const recorded = await declare("production");
      const { dependencies } = recorded.one(s3("BucketReplicationConfig"));
      for (const end of [main, replica]) {
        expect(dependencies).to.include(
          recorded.one(s3("BucketVersioning"), `${end}-versioning`).urn,
        );
      }
    });

    it("is replicated by a bounded role that can read the one bucket and write the other", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs("aws:iam/role:Role")).to.include({
        permissionsBoundary: contextOf("production").permissionsBoundaryArn,
      });
      const allowed = statements(recorded.inputs("aws:iam/rolePolicy:RolePolicy").policy);
      expect(allowed.map(({ Resource }) => Resource)).to.deep.equal([
        "arn:aws:s3:::shop-production-documents",
        "arn:aws:s3:::shop-production-documents/*",
        "arn:aws:s3:::shop-production-documents-replica/*",
        contextOf("production").encryptionKeyArn,
        recoveryKeyArn,
      ]);
      expect(allowed.flatMap(({ Action }) => Action).join(" ")).not.to.match(
        /\*|s3:(?:Put|Delete)/,
      );
      expect(allowed[1]?.Action).to.include.members(["s3:GetObjectRetention"]);
    });

    it("lets the role decrypt and encrypt what is under a bucket key, and what is under a key of its own", async () => {
      const recorded = await declare("production");
      const { policy } = recorded.inputs("aws:iam/rolePolicy:RolePolicy");
      const keys = statements(policy).filter(({ Condition }) => Condition !== undefined);
      const of = (region: string, bucket: string) => ({
        StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
      });
      expect(keys.map(({ Action, Condition }) => [Action, Condition])).to.deep.equal([
        ["kms:Decrypt", of("eu-west-1", "arn:aws:s3:::shop-production-documents")],
        [
          ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
          of(recoveryRegion, "arn:aws:s3:::shop-production-documents-replica"),
        ],
      ]);
    });

    it("wakes somebody when an object was not copied, in whichever region S3 counts it", async () => {
      const recorded = await declare("production");
      const alarms = recorded.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
      expect(
        alarms.map(({ inputs }) => [inputs.region, inputs.alarmActions, inputs.treatMissingData]),
      ).to.deep.equal(
        ["eu-west-1", recoveryRegion].map((region) => [
          region,
          [`arn:aws:sns:${region}:333333333333:shop-production-critical`],
          "ignore",
        ]),
      );
      const [rule] = recorded.inputs(s3("BucketReplicationConfig")).rules as { id: string }[];
      for (const { name, type } of alarms) {
        const { metricQueries, threshold } = recorded.inputs(type, name);
        expect(threshold).to.equal(0);
        expect((metricQueries as { metric: object }[])[0]?.metric).to.deep.include({
          namespace: "AWS/S3",
          metricName: "OperationsFailedReplication",
          stat: "Sum",
          dimensions: {
            SourceBucket: "shop-production-documents",
            DestinationBucket: "shop-production-documents-replica",
            RuleId: rule?.id,
          },
        });
      }
    });

    it("trusts S3 alone", async () => {
      const recorded = await declare("production");
      expect(statements(recorded.inputs("aws:iam/role:Role").assumeRolePolicy)).to.deep.equal([
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ]);
    });
  });

  it("replicates nothing elsewhere", async () => {
    const recorded = await declare("staging");
    expect(recorded.ofType(bucketType)).to.have.length(1);
    recorded.expectNone(s3("BucketReplicationConfig"));
    expect(recorded.outputs("platform:storage:ObjectStore")).to.deep.equal({
      bucketArn: "arn:aws:s3:::shop-staging-documents",
      bucketName: "shop-staging-documents",
      r2BucketName: "shop-staging-documents",
    });
  });

  describe("R2", () => {
    it("has no public address", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(r2("R2ManagedDomain")).enabled).to.equal(false);
    });

    it("lets the environment's own pages read, and nobody write", async () => {
      const [rule] = (await declare("production")).inputs(r2("R2BucketCors")).rules as {
        allowed: unknown;
      }[];
      expect(rule?.allowed).to.deep.equal({
        origins: ["https://shop.example", "https://www.shop.example"],
        methods: ["GET", "HEAD"],
      });
      const closed = await declare("production", { allowedHosts: [] });
      closed.expectNone(r2("R2BucketCors"));
    });

    it("locks backups only, since a lock forbids writing an object anew", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(r2("R2BucketLock")).rules).to.deep.equal([
        {
          id: "keep-backups",
          enabled: true,
          prefix: "backups/",
          condition: { type: "Age", maxAgeSeconds: 30 * 86_400 },
        },
      ]);
      (await declare("dev")).expectNone(r2("R2BucketLock"));
    });

    it("removes what nobody finished uploading", async () => {
      const [rule] = (await declare("dev")).inputs(r2("R2BucketLifecycle")).rules as unknown[];
      expect(rule).to.deep.include({
        enabled: true,
        abortMultipartUploadsTransition: { condition: { type: "Age", maxAge: 604_800 } },
      });
    });
  });

  describe("refuses", () => {
    it("a replica without versions", async () => {
      expect(await failure("production", { versioned: false })).to.equal(
        `the object store "documents" is replicated or locked, which S3 does with versions only: set versioned`,
      );
    });

    it("a replica under a key of AWS's", async () => {
      expect(await failure("production", {}, { replicaContext: undefined })).to.equal(
        `the replica of "documents" in ${recoveryRegion} needs a key and topics of that region: pass replicaContext`,
      );
    });
  });
});
