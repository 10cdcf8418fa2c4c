import { expect } from "chai";
import { EncryptionKey, type EncryptionKeyArgs } from "../../../components/secrets/encryption-key";
import { EncryptionKeyReplica } from "../../../components/secrets/encryption-key-replica";
import { record } from "../../support/record";
import {
  accountId,
  documentIn,
  keyArn,
  providers,
  tags,
  unknownInputs,
} from "../../support/region";

const args: EncryptionKeyArgs = {
  alias: "acme-staging",
  description: "Staging's data",
  accountId,
  deletionDays: 30,
  multiRegion: true,
  protect: true,
  servicePrincipals: ["cloudwatch.amazonaws.com", "logs.eu-west-1.amazonaws.com"],
  tags,
};

const declare = (overrides: Partial<EncryptionKeyArgs> = {}) =>
  record(() => new EncryptionKey("key", { ...args, ...overrides }, providers()));

async function failure(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => "no failure",
    (error: unknown) => String(error),
  );
}

describe("EncryptionKey", () => {
  it("is rotated, waits before it is deleted, and is protected where it guards data", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:kms/key:Key")).to.include({
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      multiRegion: true,
    });
    expect(recorded.one("aws:kms/key:Key").options.protect).to.equal(true);
    const disposable = await declare({ protect: false });
    expect(disposable.one("aws:kms/key:Key").options.protect).to.equal(false);
  });

  it("lets EventBridge use it for the account's own topics, the only thing it tells", async () => {
    const recorded = await declare({ servicePrincipals: ["events.amazonaws.com"] });
    const { Statement } = documentIn(recorded.inputs("aws:kms/key:Key").policy);
    expect(Statement.slice(1).map(({ Condition }) => Condition)).to.deep.equal([
      { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:*:${accountId}:*` } },
    ]);
  });

  it("is used by the account and, on its behalf alone, by the named services", async () => {
    const recorded = await declare();
    const { Statement } = documentIn(recorded.inputs("aws:kms/key:Key").policy);
    expect(Statement.map(({ Principal, Condition }) => ({ Principal, Condition }))).to.deep.equal([
      { Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Condition: undefined },
      {
        Principal: { Service: ["cloudwatch.amazonaws.com"] },
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      {
        Principal: { Service: ["logs.eu-west-1.amazonaws.com"] },
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:*:${accountId}:log-group:*`,
          },
        },
      },
    ]);
  });

  it("makes no statement for services that aren't there", async () => {
    const recorded = await declare({ servicePrincipals: [] });
    const { Statement } = documentIn(recorded.inputs("aws:kms/key:Key").policy);
    expect(Statement).to.have.length(1);
  });

  it("refuses the principal that CloudWatch Logs does not use", async () => {
    expect(await failure(declare({ servicePrincipals: ["logs.amazonaws.com"] }))).to.include(
      'CloudWatch Logs uses a key as "logs.<region>.amazonaws.com"',
    );
  });

  it("is found by its alias and leaves nothing unknown", async () => {
    const recorded = await declare();
    const { arn, keyId } = recorded.outputs("platform:aws:EncryptionKey");
    expect(recorded.inputs("aws:kms/alias:Alias")).to.include({
      name: "alias/acme-staging",
      targetKeyId: keyId,
    });
    expect(arn).to.equal(`arn:aws:kms:eu-west-1:${accountId}:key/${String(keyId)}`);
    expect(unknownInputs(recorded)).to.deep.equal([]);
  });
});

describe("EncryptionKeyReplica", () => {
  it("copies the key into its provider's region under the same rules", async () => {
    const recorded = await record(
      () => new EncryptionKeyReplica("replica", { ...args, primaryKeyArn: keyArn }, providers()),
    );
    const replica = recorded.one("aws:kms/replicaKey:ReplicaKey");
    expect(replica.inputs).to.include({ primaryKeyArn: keyArn, deletionWindowInDays: 30 });
    expect(replica.options.protect).to.equal(true);
    expect(documentIn(replica.inputs.policy).Statement).to.have.length(3);
    expect(recorded.outputs("platform:aws:EncryptionKeyReplica").keyId).to.equal("mrk-1");
  });
});
