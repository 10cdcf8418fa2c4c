import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { findDrift, forbidsUp } from "../../operations/drift/drift";
import { describeDrift } from "../../operations/drift/report";
import type { CloudObject } from "../../sandbox/cloud/object-store";
import { deployed } from "./support/deployed";
import { changedSteps, changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

const stack = "dev";
const network = "aws/111111111111/eu-west-1/ec2.Vpc/dev-home-network-vpc.json";
const logs = "aws/111111111111/eu-west-1/cloudwatch.LogGroup/dev-blue-admin-logs.json";
const domainFile = "cloudflare/R2ManagedDomain/dev-documents-r2-managed-domain.json";
const dataObjects = {
  "aws:kms/key:Key dev-key-key": "aws/111111111111/eu-west-1/kms.Key/dev-key-key.json",
  "aws:s3/bucket:Bucket dev-documents-s3-bucket":
    "aws/111111111111/eu-west-1/s3.Bucket/dev-documents-s3-bucket.json",
  "aws:secretsmanager/secret:Secret dev-secrets-admin-ADMIN_TOKEN-secret":
    "aws/111111111111/eu-west-1/secretsmanager.Secret/dev-secrets-admin-ADMIN_TOKEN-secret.json",
  "cloudflare:index/r2Bucket:R2Bucket dev-documents-r2-bucket":
    "cloudflare/R2Bucket/dev-documents-r2-bucket.json",
  "neon:index:Project dev-app-project": "neon/Project/dev-app-project.json",
};

describeEngine("what is changed behind the engine's back", () => {
  let sandbox: TemporarySandbox;
  let opened: SandboxStack;
  beforeEach(async () => {
    sandbox = await deployed(stack);
    opened = await sandbox.open(stack);
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it("shows in drift and in a preview that refreshes, and `up --refresh` puts it back", async () => {
    const before = objectAt(network);
    edit(network, { enableDnsSupport: false });
    expect(await findDrift(opened.stack, { settle: 0 })).to.deep.equal({
      lost: [],
      gone: [],
      changed: ["aws:ec2/vpc:Vpc dev-home-network-vpc"],
      unseen: [],
      unasked: [objectAt(domainFile).urn],
      forgotten: [],
      orphans: [],
      stragglers: [],
    });
    const preview = await operate(opened.stack, "preview", { refresh: true });
    expect(changedSteps(preview).map(({ name, diffs }) => [name, ...diffs])).to.deep.equal([
      ["dev-home-network-vpc", "enableDnsSupport"],
    ]);
    await operate(opened.stack, "up", { refresh: true });
    expect(objectAt(network).properties).to.deep.equal(before.properties);
    expect(forbidsUp(await findDrift(opened.stack, { settle: 0 }))).to.equal(false);
  });

  it("shows in drift where only Cloudflare says that a bucket was opened, and `up` puts that back on request", async () => {
    const domain = objectAt(domainFile).urn;
    edit(domainFile, { enabled: true });
    const options = { settle: 0, cloudflare: emulated };
    const drift = await findDrift(opened.stack, options);
    expect(drift).to.deep.include({ changed: [], unseen: [domain], unasked: [] });
    expect(forbidsUp(drift)).to.equal(true);
    await operate(opened.stack, "up", { refresh: true });
    expect(objectAt(domainFile).properties.enabled).to.equal(true);
    await operate(opened.stack, "up", { replace: [domain] });
    expect(forbidsUp(await findDrift(opened.stack, options))).to.equal(false);
  });

  it("is made again where it is gone and held no data", async () => {
    rmSync(join(sandbox.folder, "clouds", logs));
    const drift = await findDrift(opened.stack, { settle: 0 });
    expect(drift.gone).to.deep.equal(["aws:cloudwatch/logGroup:LogGroup dev-blue-admin-logs"]);
    expect(forbidsUp(drift)).to.equal(false);
    const up = await operate(opened.stack, "up", { refresh: true });
    expect(changesOf(up)).to.include("create aws:cloudwatch/logGroup:LogGroup dev-blue-admin-logs");
  });

  it("is reported where data is gone, and drift refuses, before and after somebody refreshed", async () => {
    for (const file of Object.values(dataObjects)) rmSync(join(sandbox.folder, "clouds", file));
    const drift = await findDrift(opened.stack, { settle: 0 });
    expect(drift.lost).to.deep.equal(Object.keys(dataObjects));
    expect(forbidsUp(drift)).to.equal(true);
    expect(describeDrift(stack, drift)).to.include("  neon:index:Project dev-app-project\n");

    // The engine itself forgets, and its next `up` would make all of them again, empty.
    await operate(opened.stack, "refresh");
    const preview = await operate(opened.stack, "preview");
    for (const name of Object.keys(dataObjects)) {
      expect(changesOf(preview)).to.include(`create ${name}`);
    }
    const forgotten = await findDrift(opened.stack, { settle: 0 });
    expect(forgotten.lost).to.deep.equal([]);
    expect(forgotten.forgotten).to.have.lengthOf(1);
    expect(forbidsUp(forgotten)).to.equal(true);

    await operate(opened.stack, "up");
    expect(forbidsUp(await findDrift(opened.stack, { settle: 0 }))).to.equal(false);
  });

  it("is left alone by a plain `up`, which makes nothing again unseen", async () => {
    for (const file of Object.values(dataObjects)) rmSync(join(sandbox.folder, "clouds", file));
    expect(changesOf(await operate(opened.stack, "up"))).to.deep.equal([]);
  });

  const emulated = () => Promise.resolve({ status: 200, result: objectAt(domainFile).properties });

  function objectAt(file: string): CloudObject {
    return JSON.parse(readFileSync(join(sandbox.folder, "clouds", file), "utf8")) as CloudObject;
  }

  function edit(file: string, change: CloudObject["properties"]): void {
    const object = objectAt(file);
    const edited = { ...object, properties: { ...object.properties, ...change } };
    writeFileSync(join(sandbox.folder, "clouds", file), JSON.stringify(edited));
  }
});
