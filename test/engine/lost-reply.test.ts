import * as aws from "@pulumi/aws";
import { assert } from "chai";
import { parseFault } from "../../sandbox/cloud/faults";
import { sampleRoot } from "../support/project";
import { describeEngine } from "./support/sandbox";
import { verifyState } from "./support/state";
import { Trial } from "./support/trial";

/** A setting that is overwritten, a name that is taken once, and a network that any number may be made of. */
const wanted = { enableDnsHostnames: true };

function program(): Promise<void> {
  const provider = new aws.Provider("aws", {
    region: "eu-west-1",
    allowedAccountIds: ["111111111111"],
  });
  const bucket = new aws.s3.Bucket("files", { bucket: "lost-reply-files" }, { provider });
  new aws.s3.BucketVersioning(
    "files",
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    { provider },
  );
  new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16", ...wanted }, { provider });
  return Promise.resolve();
}

describeEngine("A change that a service made, but whose answer was lost", () => {
  let trial: Trial;
  before(async function () {
    this.timeout(0);
    trial = await Trial.prepare({ stack: "dev", operation: "up", root: sampleRoot(), program });
  });
  after(() => {
    trial.dispose();
  });

  it("fails the up, says that it may have been made, and leaves a sound state", async () => {
    const { failure, output } = await trial.disturb([
      parseFault("lost-reply create aws:ec2/vpc:Vpc"),
    ]);
    assert.isDefined(failure);
    assert.match(output, /network .*it may have done what it was asked/);
    assert.deepEqual(verifyState(await trial.state()), []);
  });

  it("of a setting is adopted by the next up", async () => {
    const fault = parseFault("lost-reply create aws:s3/bucketVersioning:BucketVersioning");
    assert.isDefined((await trial.disturb([fault])).failure);
    const again = await trial.again();
    assert.isUndefined(again.failure, again.output);
    await trial.assertConverged();
  });

  it("of something with a name of its own is refused by the next up, which names it", async () => {
    const fault = parseFault("lost-reply create aws:s3/bucket:Bucket");
    assert.isDefined((await trial.disturb([fault])).failure);
    const { failure, output } = await trial.again();
    assert.isDefined(failure);
    assert.match(output, /aws:s3\/bucket:Bucket lost-reply-files exists already/);
    const created = trial.calls.changes.filter(({ type }) => type === "aws:s3/bucket:Bucket");
    assert.lengthOf(created, 2);
    assert.lengthOf(trial.strays(await trial.state()), 1, "the one that was made, and no second");
  });

  it("of an update or a deletion makes no difference to the next one", async () => {
    assert.isUndefined((await trial.disturb([])).failure);
    wanted.enableDnsHostnames = false;
    const { failure } = await trial.once([parseFault("lost-reply update aws:ec2/vpc:Vpc")]);
    assert.isDefined(failure);
    const again = await trial.again();
    assert.isUndefined(again.failure, again.output);
    const state = await trial.state();
    assert.deepEqual(verifyState(state), []);
    assert.deepEqual(trial.strays(state), []);
    const network = state.resources.find(({ type }) => type === "aws:ec2/vpc:Vpc");
    assert.equal(network?.outputs?.enableDnsHostnames, false);

    const fault = parseFault("lost-reply delete aws:s3/bucketVersioning:BucketVersioning");
    assert.isDefined((await trial.once([fault], "destroy")).failure);
    const { failure: left, output } = await trial.once([], "destroy");
    assert.isUndefined(left, output);
    assert.deepEqual((await trial.state()).resources, []);
    assert.deepEqual(trial.strays(await trial.state()), []);
  });
});
