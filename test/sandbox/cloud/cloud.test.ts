import { assert } from "chai";
import type { Tenancies } from "../../../blueprint/tenancies";
import { Refusal, type Subject } from "../../../providers/server/provider";
import type { WireMap } from "../../../providers/server/wire";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import { functionModels, resourceModels } from "../../../sandbox/models";
import { folderForEach } from "../../support/temporary-folder";

describe("An emulated cloud", () => {
  let cloud: Cloud;
  let cloudOf: (token: Tenancies) => Cloud;
  folderForEach((folder) => {
    const provider = { region: "eu-west-1", allowedAccountIds: ["111111111111"] };
    const store = new ObjectStore(folder);
    cloudOf = (token) => new Cloud(resourceModels, functionModels, store, provider, {}, token);
    cloud = cloudOf({ "cloudflare.accountId": "a1", "cloudflare.zoneId": "z1" });
  });

  const create = (type: string, name: string, inputs: WireMap) =>
    cloud.create(subject(type, name), inputs);
  const vpc = () => create("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16" }).id;

  it("refuses a name that is taken, whoever asks", () => {
    const group = { name: "web", port: 80, protocol: "HTTP", targetType: "ip" };
    create("aws:lb/targetGroup:TargetGroup", "one", group);
    for (const name of ["one", "other"]) {
      refuses("already exists", () => create("aws:lb/targetGroup:TargetGroup", name, group));
    }
    create("aws:lb/targetGroup:TargetGroup", "other", { ...group, name: "api" });
  });

  it("refuses an account or a zone that the token is not for, to make or to move something there", () => {
    const type = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";
    const inputs = { accountId: "a1", zoneId: "z1", hostname: "www.acme.example", service: "w" };
    const made = create(type, "domain", inputs);
    for (const elsewhere of [{ accountId: "a2" }, { zoneId: "z2" }]) {
      const moved = { ...inputs, ...elsewhere };
      refuses("unauthorized", () => create(type, "other", moved));
      refuses("unauthorized", () => {
        cloud.update(subject(type, "domain"), made.id, made.outputs, moved);
      });
    }
  });

  it("refuses a zone of another account than the token's, to make or to change something in it", () => {
    const type = "cloudflare:index/zoneSetting:ZoneSetting";
    const setting = (value: string) => ({ zoneId: "z1", settingId: "ssl", value });
    const made = create(type, "ssl", setting("full"));
    cloud = cloudOf({ "cloudflare.accountId": "a2", "cloudflare.zoneId": "z1" });
    refuses("unauthorized", () => create(type, "tls", { ...setting("1.2"), settingId: "min_tls" }));
    refuses("unauthorized", () => {
      cloud.update(subject(type, "ssl"), made.id, made.outputs, setting("strict"));
    });
  });

  it("refuses a second subnet of the same range, but not in another network", () => {
    const [one, other] = [vpc(), create("aws:ec2/vpc:Vpc", "b", { cidrBlock: "10.0.0.0/16" }).id];
    const inputs = { vpcId: one, cidrBlock: "10.0.0.0/24" };
    create("aws:ec2/subnet:Subnet", "a", inputs);
    refuses("already exists", () => create("aws:ec2/subnet:Subnet", "b", inputs));
    create("aws:ec2/subnet:Subnet", "b", { ...inputs, vpcId: other });
  });

  it("makes a second one where the service has no name to hold against it", () => {
    assert.notEqual(vpc(), vpc());
  });

  it("overwrites a setting that is there, under the id that it has", () => {
    create("aws:s3/bucket:Bucket", "files", { bucket: "files" });
    const type = "aws:s3/bucketVersioning:BucketVersioning";
    const versioning = (status: string) => ({
      bucket: "files",
      versioningConfiguration: { status },
    });
    const first = create(type, "files", versioning("Suspended"));
    const second = create(type, "files", versioning("Enabled"));
    assert.equal(second.id, first.id);
    const found = cloud.read(subject(type, "files"), first.id, {
      inputs: versioning("Suspended"),
      outputs: first.outputs,
    });
    assert.deepEqual(found?.inputs, versioning("Enabled"));
    cloud.delete(subject(type, "files"), first.id, second.outputs);
    assert.isUndefined(
      cloud.read(subject(type, "files"), first.id, {
        inputs: versioning("Enabled"),
        outputs: second.outputs,
      }),
      "there was one only",
    );
  });

  it("takes no revision for another of its family, also where that is gone", () => {
    const type = "aws:ecs/taskDefinition:TaskDefinition";
    const [one, two] = ["256", "512"].map((cpu) => create(type, "task", { family: "web", cpu }));
    if (one === undefined || two === undefined) throw new Error("there are two");
    assert.equal(two.id, one.id);
    cloud.delete(subject(type, "task"), one.id, one.outputs);
    cloud.delete(subject(type, "task"), one.id, one.outputs);
    const found = cloud.read(subject(type, "task"), two.id, { inputs: {}, outputs: two.outputs });
    assert.equal(found?.outputs.arn, two.outputs.arn);
    assert.isUndefined(
      cloud.read(subject(type, "task"), one.id, { inputs: {}, outputs: one.outputs }),
    );
  });

  it("returns a cluster or a subscription that is there already", () => {
    const cluster = () => create("aws:ecs/cluster:Cluster", "blue", { name: "blue" });
    assert.deepEqual(cluster(), cluster());
    const topic = create("aws:sns/topic:Topic", "alerts", { name: "alerts" }).id;
    const subscription = { topic, protocol: "email", endpoint: "a@example.org" };
    const subscribe = (name: string) =>
      create("aws:sns/topicSubscription:TopicSubscription", name, subscription);
    assert.equal(subscribe("one").id, subscribe("other").id);
  });

  it("makes nothing in what is not there", () => {
    refuses("not found", () =>
      create("aws:ec2/subnet:Subnet", "a", { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" }),
    );
  });

  it("deletes nothing that something else still belongs to", () => {
    const id = vpc();
    const inputs = { vpcId: id, cidrBlock: "10.0.0.0/24" };
    const subnet = create("aws:ec2/subnet:Subnet", "a", inputs);
    const network = subject("aws:ec2/vpc:Vpc", "network");
    refuses("precondition failed", () => {
      cloud.delete(network, id, {});
    });
    cloud.delete(subject("aws:ec2/subnet:Subnet", "a"), subnet.id, subnet.outputs);
    cloud.delete(network, id, {});
    assert.isUndefined(cloud.read(network, id, { inputs: {}, outputs: {} }));
  });

  it("deletes nothing that is locked", () => {
    const type = "aws:lb/loadBalancer:LoadBalancer";
    const inputs = { name: "blue", enableDeletionProtection: true };
    const { id, outputs } = create(type, "blue", inputs);
    refuses("precondition failed", () => {
      cloud.delete(subject(type, "blue"), id, outputs);
    });
    const unlocked = { ...inputs, enableDeletionProtection: false };
    const updated = cloud.update(subject(type, "blue"), id, outputs, unlocked);
    cloud.delete(subject(type, "blue"), id, updated);
    assert.isUndefined(cloud.read(subject(type, "blue"), id, { inputs, outputs }));

    const branch = create("neon:index:Branch", "main", {
      projectId: "p",
      name: "main",
      protected: true,
    });
    refuses("precondition failed", () => {
      cloud.delete(subject("neon:index:Branch", "main"), branch.id, branch.outputs);
    });
  });

  it("has no answer for a type that nobody modelled", () => {
    refuses("unknown type", () => create("aws:sqs/nothing:Nothing", "a", {}));
  });
});

function subject(type: string, name: string): Subject {
  return { urn: `urn:pulumi:dev::platform::${type}::${name}`, type, name };
}

function refuses(reason: Refusal["reason"], work: () => unknown): void {
  try {
    work();
  } catch (error) {
    assert.instanceOf(error, Refusal);
    assert.equal(error.reason, reason);
    return;
  }
  assert.fail(`it was not refused: ${reason}`);
}
