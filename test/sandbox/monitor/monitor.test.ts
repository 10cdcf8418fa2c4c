import { expect } from "chai";
import { CallLog } from "../../../sandbox/cloud/call-log";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { FaultPlan, parseFault } from "../../../sandbox/cloud/faults";
import { functionModels, resourceModels } from "../../../sandbox/models";
import { FaultyProvider } from "../../../sandbox/cloud/faulty-provider";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import { describeFindings } from "../../../sandbox/monitor/findings";
import { scalingOf } from "../../../sandbox/monitor/healthy-tasks";
import { invariants } from "../../../sandbox/monitor/invariants";
import { servingOf } from "../../../sandbox/monitor/invariants/worker-serves";
import { Inventory } from "../../../sandbox/monitor/inventory";
import { Monitor } from "../../../sandbox/monitor/monitor";
import { folderForEach } from "../../support/temporary-folder";
import * as clouds from "./clouds";

describe("Monitor", () => {
  let monitor: Monitor;
  let store: ObjectStore;
  let command: number;

  folderForEach((folder) => {
    monitor = new Monitor(new ObjectStore(folder));
    store = new ObjectStore(folder, monitor);
    command = 1;
  });

  /** One call of the running command. */
  function call(operation: "create" | "update" | "delete", object: clouds.Declared): void {
    monitor.before(command);
    const held = clouds.objectOf(object);
    if (operation === "delete") store.remove(clouds.shelfOf(object), held);
    else store.put(clouds.shelfOf(object), held);
    monitor.after({ operation, type: held.type, urn: held.urn });
  }

  function found(): readonly string[] {
    return monitor.takeFindings().map(({ what }) => what);
  }

  for (const { invariant, user, needs, what } of clouds.cases) {
    describe(invariant, () => {
      it("objects to what is used before what it needs is there", () => {
        for (const object of user) call("create", object);
        for (const object of needs) call("create", object);
        expect(found()).to.include(what);
      });

      it("objects to what is taken away under its user", () => {
        for (const object of [...needs, ...user]) call("create", object);
        expect(found()).to.deep.equal([]);
        const [last] = needs.slice(-1);
        if (last !== undefined) call("delete", last);
        expect(found()).to.include(what);
      });
    });
  }

  it("has a case for every invariant", () => {
    const named = new Set(clouds.cases.map(({ invariant }) => invariant));
    expect([...named].sort()).to.deep.equal(invariants.map(({ name }) => name).sort());
  });

  describe("of a switch between cells", () => {
    beforeEach(() => {
      for (const object of clouds.twoCells) call("create", object);
      expect(found()).to.deep.equal([]);
    });

    it("objects to a record that moves before the other cell's tasks are healthy", () => {
      call("update", clouds.scaling("green", 2));
      call("update", clouds.live("green"));
      const [finding] = monitor.takeFindings();
      expect(describeFindings(finding === undefined ? [] : [finding])).to.include(
        [
          "  admin.acme.test leads to the service green-admin, which has 0 healthy tasks of at least 1 (names-lead-somewhere)",
          `    after    ${String(clouds.twoCells.length + 2)}. update cloudflare:index/dnsRecord:DnsRecord "live"`,
        ].join("\n"),
      );
    });

    it("lets it move in another command, and objects to a drain before it has", () => {
      call("update", clouds.scaling("green", 2));
      command = 2;
      call("update", clouds.live("green"));
      call("update", clouds.scaling("blue", 0));
      expect(found()).to.deep.equal([]);

      call("update", clouds.scaling("green", 0));
      const findings = monitor.takeFindings();
      expect(describeFindings(findings)).to.include(
        'missing  aws:appautoscaling/target:Target "green-scale" should depend on cloudflare:index/dnsRecord:DnsRecord "live"',
      );
    });

    it("lets the live cell grow, and objects when it shrinks below what it had", () => {
      call("update", clouds.scaling("blue", 4));
      expect(found()).to.deep.equal([]);
      call("update", clouds.scaling("blue", 1));
      call("update", clouds.scaling("blue", 0));
      expect(found()).to.deep.equal([
        "admin.acme.test leads to the service blue-admin, which has 0 healthy tasks of at least 1",
      ]);
    });

    it("tells ECS how many tasks of a service are healthy", () => {
      const tasks = (cell: string) =>
        monitor.tasksOf(`arn:aws:ecs:eu-west-1:111111111111:service/${cell}/admin`);
      expect(tasks("blue")).to.deep.equal({ wanted: 2, healthy: 2 });
      call("update", clouds.scaling("green", 2));
      expect(tasks("green")).to.deep.equal({ wanted: 2, healthy: 0 });
      command = 2;
      monitor.before(command);
      expect(tasks("green")).to.deep.equal({ wanted: 2, healthy: 2 });
    });
  });

  it("blames a Worker's deployment whose shares are not the whole", () => {
    for (const object of clouds.worker(60)) call("create", object);
    expect(found()).to.deep.equal(["shop serves 60 % of its requests"]);
  });

  it("knows a Worker's newest deployment for the one that serves, whatever order they come in", () => {
    const type = "cloudflare:index/workersDeployment:WorkersDeployment";
    for (const generations of [
      [1, 2],
      [2, 1],
    ]) {
      const held = new Inventory();
      for (const generation of generations) {
        const object: clouds.Declared = [type, `d${String(generation)}`, { scriptName: "shop" }];
        held.put(clouds.shelfOf(object), { ...clouds.objectOf(object), generation });
      }
      expect(servingOf("shop", held)?.id).to.equal("d2");
    }
  });

  it("takes no gate of another repository for the one that a role trusts", () => {
    const gate = clouds.cases.find(({ invariant }) => invariant === "gate-before-role");
    for (const [type, name, properties] of gate?.needs ?? []) {
      call("create", [type, name, { ...properties, repository: "another" }]);
    }
    for (const object of gate?.user ?? []) call("create", object);
    expect(found()).to.deep.equal([gate?.what]);
  });

  it("trusts no certificate of a zone that does not present it", () => {
    const edge = clouds.cases.find(({ invariant }) => invariant === "edge-before-verification");
    for (const [type, name, properties] of edge?.needs ?? []) {
      call("create", [type, name, { ...properties, enabled: false }]);
    }
    for (const object of edge?.user ?? []) call("create", object);
    expect(found()).to.deep.equal([edge?.what]);
  });

  it("takes no scaling of another region for a service's", () => {
    const held = new Inventory();
    const [type, name, properties] = clouds.scaling("blue", 2);
    const elsewhere: clouds.Declared = [type, name, { ...properties, region: "eu-west-3" }];
    held.put(clouds.shelfOf(elsewhere), clouds.objectOf(elsewhere));
    const service = clouds.twoCells.find((each) => each[1] === "blue-service");
    if (service === undefined) throw new Error("blue has no service");
    const place = { accountId: "111111111111", region: "eu-west-1" };
    expect(scalingOf({ ...clouds.objectOf(service), ...place }, held)).to.equal(undefined);
  });

  it("minds a bucket that a policy opens, and no other", () => {
    call("create", clouds.bucketPolicy("open", "*"));
    call("create", clouds.bucketPolicy("ours", "arn:aws:iam::111111111111:root"));
    expect(found()).to.deep.equal(["the policy of the bucket open admits everybody"]);
  });

  for (const missing of ["blockPublicPolicy", "restrictPublicBuckets"]) {
    it(`minds a bucket whose block leaves out ${missing}`, () => {
      const type = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
      const closed = { bucket: "open", blockPublicPolicy: true, restrictPublicBuckets: true };
      call("create", [type, "block", { ...closed, [missing]: false }]);
      call("create", clouds.bucketPolicy("open", "*"));
      expect(found()).to.deep.equal(["the policy of the bucket open admits everybody"]);
    });
  }

  it("looks after each call, also one whose answer is lost", async () => {
    const faults = new FaultPlan([parseFault("lost-reply create *")]);
    const calls = new CallLog();
    const runningEngine = () => ({ pid: command, kill: () => undefined });
    const cloud = new Cloud(resourceModels, functionModels, store, {}, { observed: monitor });
    const provider = new FaultyProvider(cloud, {}, { calls, faults, monitor, runningEngine });
    const [type, name, inputs] = clouds.bucketPolicy("open", "*");
    const answer = provider.create(
      { type, name, urn: `urn:pulumi:s::p::${type}::${name}` },
      inputs,
      AbortSignal.timeout(1_000),
    );
    expect(await Promise.resolve(answer).catch(() => "lost")).to.equal("lost");
    expect(found()).to.deep.equal(["the policy of the bucket open admits everybody"]);
  });
});
