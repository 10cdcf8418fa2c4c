import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { assert } from "chai";
import { judgedUp, OrphanError } from "../../engine/judged-up";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { findDrift, forbidsUp } from "../../operations/drift/drift";
import { describeDrift } from "../../operations/drift/report";
import { recover } from "../../operations/recover/recover";
import { describe as report, exitCodeOf } from "../../operations/recover/report";
import { Project } from "../../providers/neon/sdk/project";
import { Provider as NeonProvider } from "../../providers/neon/sdk/provider";
import { parseFault } from "../../sandbox/cloud/faults";
import { type CloudObject, ObjectStore } from "../../sandbox/cloud/object-store";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, TemporarySandbox } from "./support/sandbox";
import { compareWithClouds, objectsIn, stateOf, verifyState } from "./support/state";

const cloudflareAccount = "c10d0000000000000000000000000002";
const tags = (name: string, environment = "dev") => ({
  ...{ "logical-name": name, environment, project: "shop" },
});

/** Types of which a service makes any number, and tells nobody that it has one like it. */
const nameless = [
  { type: "aws:ec2/vpc:Vpc", name: "network" },
  { type: "aws:ec2/eip:Eip", name: "address" },
  { type: "aws:kms/key:Key", name: "key" },
  {
    type: "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
    name: "admin",
  },
  { type: "neon:index:Project", name: "database" },
] as const;

/** A plan shows no secret: what was adopted is another revision after the next up. */
const secretVersion = { type: "aws:secretsmanager/secretVersion:SecretVersion", name: "token" };

const marker = "planted-3c1f9e";

const network = { cidrBlock: "10.0.0.0/16" };

function namelessProgram(): Promise<void> {
  const options = {
    provider: new aws.Provider("aws", {
      region: "eu-west-1",
      allowedAccountIds: ["111111111111"],
    }),
  };
  new aws.ec2.Vpc("network", { ...network, tags: tags("network") }, options);
  new aws.ec2.Eip("address", { domain: "vpc", tags: tags("address") }, options);
  new aws.kms.Key("key", { tags: tags("key") }, { ...options, protect: true });
  const secret = new aws.secretsmanager.Secret(
    "token",
    { name: "shop-dev-token", tags: tags("token") },
    options,
  );
  new aws.secretsmanager.SecretVersion(
    "token",
    { secretId: secret.id, secretString: pulumi.secret(marker) },
    options,
  );
  new cloudflare.ZeroTrustAccessApplication(
    "admin",
    {
      accountId: cloudflareAccount,
      name: "shop dev admin",
      domain: "admin.dev.example.com",
      type: "self_hosted",
    },
    { provider: new cloudflare.Provider("cloudflare", {}) },
  );
  new Project(
    "database",
    { name: "shop-dev", regionId: "aws-eu-central-1" },
    { provider: new NeonProvider("neon") },
  );
  return Promise.resolve();
}

describeEngine("A creation whose answer was lost, of what may be there any number of times", () => {
  let sandbox: TemporarySandbox;
  let opened: SandboxStack;
  beforeEach(async () => {
    network.cidrBlock = "10.0.0.0/16";
    sandbox = new TemporarySandbox();
    opened = await sandbox.open("dev", namelessProgram);
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it("stops the next up with its id before it makes a second; recover adopts it, and up goes on", async () => {
    const all = [...nameless, secretVersion];
    await loseAnswers(...all.map(({ type }) => type));
    const made = nameless.flatMap(({ type }) => objectsOf(type));
    assert.lengthOf(made, nameless.length);
    const stopped = await refusal();
    assert.instanceOf(stopped, OrphanError);
    for (const { type, name } of all) {
      assert.include(stopped.message, `${type} ${name}: ${String(objectsOf(type)[0]?.id)}`);
    }

    const recovery = await recover(opened.stack, { settle: 0 });
    assert.sameMembers(
      recovery.creations.map(({ type, decision }) => `${decision.kind} ${type}`),
      all.map(({ type }) => `adopt ${type}`),
      report(recovery),
    );
    assert.isEmpty(filesWith(marker, join(sandbox.folder, "state")));
    await assertConverges();
    assert.deepEqual(
      nameless.flatMap(({ type }) => objectsOf(type)),
      made,
    );
    assert.lengthOf(objectsOf(secretVersion.type), 1);
  });

  it("stops a deployment too: drift names it, and the command that adopts it", async () => {
    await loseAnswers("aws:kms/key:Key");
    const drift = await findDrift(opened.stack, { settle: 0 });
    assert.isTrue(forbidsUp(drift));
    const [made] = objectsOf("aws:kms/key:Key");
    const text = describeDrift("dev", drift);
    assert.include(text, `aws:kms/key:Key key: ${made?.id ?? "nothing"}`);
    assert.include(text, "make recover ENV=dev");
    await recover(opened.stack, { settle: 0 });
    await judgedUp(opened.stack, {});
    assert.isFalse(forbidsUp(await findDrift(opened.stack, { settle: 0 })));
  });

  it("of what replaces another leaves the former one to the up after recover", async () => {
    const vpc = "aws:ec2/vpc:Vpc";
    await judgedUp(opened.stack, {});
    const [former] = objectsOf(vpc);
    network.cidrBlock = "10.1.0.0/16";
    await loseAnswers(vpc);
    const made = objectsOf(vpc).find(({ id }) => id !== former?.id);
    assert.include((await refusal())?.message, `${vpc} network: ${String(made?.id)}`);
    await recover(opened.stack, { settle: 0 });
    await assertConverges();
    assert.deepEqual(
      objectsOf(vpc).map(({ id }) => id),
      [made?.id],
    );
  });

  it("is no matter where nothing was made: nobody is asked, or what is asked for is not there", async () => {
    opened.calls.clear();
    opened.faults.set([parseFault("server-error create aws:ec2/vpc:Vpc")]);
    assert.isDefined((await attempt(opened.stack, "up")).failure);
    opened.faults.set([]);
    assert.lengthOf(questions(), 0);
    await judgedUp(opened.stack, {});
    assert.isNotEmpty(questions());
    opened.calls.clear();
    await judgedUp(opened.stack, {});
    assert.lengthOf(questions(), 0, "nothing is to be created");
    await assertConverges();
  });

  it("takes nothing of another environment for its own, nor what another resource has", async () => {
    opened.faults.set([parseFault("server-error create aws:ec2/vpc:Vpc")]);
    assert.isDefined((await attempt(opened.stack, "up")).failure);
    opened.faults.set([]);
    const vpc = "aws:ec2/vpc:Vpc";
    for (const [id, theirs] of Object.entries({
      "vpc-0000000000000001": tags("network", "staging"),
      "vpc-0000000000000002": tags("another"),
    })) {
      const arn = `arn:aws:ec2:eu-west-1:111111111111:vpc/${id}`;
      put({ type: vpc, id, properties: { ...network, arn, tags: theirs } });
    }
    put({
      type: "neon:index:Project",
      id: "still-field-00000001",
      properties: { name: "shop-staging", regionId: "aws-eu-central-1" },
    });
    const recovery = await recover(opened.stack, { settle: 0 });
    assert.deepEqual(recovery.creations, []);
    await judgedUp(opened.stack, {});
    assert.lengthOf(objectsOf(vpc), 3);
  });

  it("asks a person where two objects are alike, and takes the chosen one", async () => {
    await loseAnswers("neon:index:Project");
    const [made] = objectsOf("neon:index:Project");
    if (made === undefined) throw new Error("nothing was made");
    put({ ...made, id: "still-field-00000001", urn: `${made.urn}-copy` });
    const undecided = await recover(opened.stack, { settle: 0 });
    assert.isFalse(undecided.done);
    assert.equal(exitCodeOf(undecided), 1);
    assert.include(report(undecided), `--adopt '${made.urn}=${made.id}'`);
    const { message = "" } = (await refusal()) ?? {};
    assert.include(message, made.id);
    assert.include(message, "still-field-00000001");

    const adopt = new Map([[made.urn, made.id]]);
    const decided = await recover(opened.stack, {
      settle: 0,
      choices: { adopt, forget: new Set() },
    });
    assert.isTrue(decided.done, report(decided));
    assert.deepEqual(changesOf(await operate(opened.stack, "up")), []);
  });

  it("is looked for by recover even where the program fails by now, which it says", async () => {
    await loseAnswers("aws:ec2/eip:Eip");
    const failing = await sandbox.open("dev", () => Promise.reject(new Error("no such setting")));
    const recovery = await recover(failing.stack, { settle: 0 });
    assert.isTrue(recovery.done);
    assert.include(report(recovery), "no such setting");
    const drift = await findDrift(failing.stack, { settle: 0 });
    assert.include(drift.unplanned, "no such setting");
  });

  async function loseAnswers(...types: readonly string[]): Promise<void> {
    opened.faults.set(types.map((type) => parseFault(`lost-reply create ${type}`)));
    const { failure } = await attempt(opened.stack, "up", { continueOnError: true });
    assert.isDefined(failure);
    opened.faults.set([]);
  }

  async function refusal(): Promise<Error | undefined> {
    const before = opened.calls.changes.length;
    const refused = await judgedUp(opened.stack, {}).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    assert.lengthOf(opened.calls.changes, before, "something was changed");
    return refused;
  }

  async function assertConverges(): Promise<void> {
    await judgedUp(opened.stack, {});
    const state = await stateOf(opened.stack);
    assert.deepEqual(verifyState(state), []);
    assert.deepEqual(state.pendingOperations, []);
    assert.deepEqual(compareWithClouds(state, sandbox.folder), []);
    assert.deepEqual(changesOf(await operate(opened.stack, "preview")), []);
  }

  function objectsOf(type: string): readonly CloudObject[] {
    return objectsIn(sandbox.folder).filter((object) => object.type === type);
  }

  function questions(): readonly unknown[] {
    return opened.calls.all.filter(({ operation }) => operation === "invoke");
  }

  /** An object that this stack has not made. */
  function put({
    type,
    id,
    ...rest
  }: Partial<CloudObject> & Pick<CloudObject, "id" | "type" | "properties">): void {
    const shelf = { type, accountId: "111111111111", region: "eu-west-1" };
    new ObjectStore(join(sandbox.folder, "clouds")).put(shelf, {
      ...{ id, type, urn: `urn:somebody:${id}`, generation: 1 },
      ...{ inputs: Object.keys(rest.properties), ...rest },
    });
  }
});

function filesWith(text: string, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file, "utf8").includes(text));
}
