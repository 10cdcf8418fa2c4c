import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { dump, load } from "js-yaml";
import { digestOf } from "../../artifacts/digest";
import type { EnvironmentSpec } from "../../blueprint/environment";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { drive } from "../../operations/release/drive";
import { folderJournal } from "../../operations/release/journal/folder-journal";
import { OpenRelease } from "../../operations/release/open-release";
import { prepareRelease } from "../../operations/release/prepare";
import { stackWorld } from "../../operations/release/stack-world";
import type { World } from "../../operations/release/world";
import { type Build, spelled } from "../../rollout/stages/build";
import type { Pace } from "../../rollout/stages/journal";
import type { Wanted } from "../../rollout/stages/plan";
import { artifactFolder } from "../../settings/artifact-path";
import { loadSpec } from "../../settings/load-spec";
import { projectRoot, samplePack, sampleProject, sampleRoot } from "../support/project";
import { deployed } from "./support/deployed";
import { configOf, describeEngine, type TemporarySandbox } from "./support/sandbox";

const stack = "staging";
const module = "export default { fetch: () => new Response('2.0.0') };\n";
const accounts: Build = {
  version: "2.0.0",
  commit: "1".repeat(40),
  digest: digestOf(Buffer.from(module)),
};
const pace: Pace = { share: 5, watch: 300, bake: 60, errorRate: 0.01, settle: 0 };
const wanted: readonly Wanted[] = [
  { workload: "accounts", target: "cloudflare-worker", entry: accounts, pace },
];
const wish = { environment: stack, by: { name: "ann" } };

describeEngine("a release on the engine", () => {
  let sandbox: TemporarySandbox;
  let opened: SandboxStack;
  let policies: string;
  before(async () => {
    sandbox = await deployed(stack);
    const releases = "releases/staging.json";
    const before = JSON.parse(readFileSync(join(sampleRoot(), releases), "utf8")) as object;
    const root = sampleProject({
      [`${artifactFolder(accounts.digest)}/index.js`]: module,
      [releases]: JSON.stringify({ ...before, accounts }),
    });
    // The pack reads the releases that it stands beside.
    policies = join(root, "policies");
    cpSync(samplePack(), policies, { recursive: true });
    for (const folder of ["iam", "expressions"]) {
      cpSync(join(projectRoot, folder), join(root, folder), { recursive: true });
    }
    opened = await sandbox.open(stack, undefined, root);
  });
  after(() => {
    sandbox.dispose();
  });

  it("brings a Worker in by its share, is taken back where that fails, and stays back", async () => {
    const world = worldOf({ isBad: true });
    const former = (await world.picture()).workers.accounts?.serves;
    const { record, objections, stored } = await prepareRelease(world, wish, wanted);
    expect(objections).to.deep.equal([]);
    if (record === undefined) throw new Error("there is a release");
    await OpenRelease.begin(world, stored, record);
    const { outcome, steps } = await drive(world);
    expect(outcome).to.equal("taken back");
    expect(steps.map((taken) => taken.stage)).to.deep.equal([
      ...["upload", "try", "canary", "watch"],
      ...["Workers back", "taken back"],
    ]);
    expect((await world.picture()).workers.accounts?.serves).to.deep.equal(former);

    const again = await prepareRelease(world, wish, wanted);
    expect(again.record).to.equal(undefined);
    expect(again.heldBack.map(({ workload }) => workload)).to.deep.equal(["accounts"]);
  });

  it("brings a setting in alone, with what is held back as it was, and nothing once all is as the files say", async () => {
    const world = worldOf({ isBad: false });
    const before = (await world.picture()).workers.accounts?.serves;
    set("platform:costCenter", "bakery");
    const { record, stored, objections } = await prepareRelease(world, wish, wanted);
    expect(objections).to.deep.equal([]);
    expect(record?.settings).to.match(/^\d+ changed$/);
    if (record === undefined) throw new Error("there is a setting");
    await OpenRelease.begin(world, stored, record);
    const { outcome, steps } = await drive(world);
    expect([outcome, steps.map(({ stage }) => stage)]).to.deep.equal([
      "verified",
      ["settings", "verified"],
    ]);
    expect((await world.picture()).workers.accounts?.serves).to.deep.equal(before);
    const again = await prepareRelease(world, wish, wanted);
    expect([again.record, again.heldBack.length]).to.deep.equal([undefined, 1]);
  });

  it("is refused where the policies object to a setting, or data is gone", async () => {
    const bucket = join(
      sandbox.folder,
      "clouds/cloudflare/R2Bucket/staging-documents-r2-bucket.json",
    );
    const text = readFileSync(bucket);
    rmSync(bucket);
    set("platform:costCenter", "");
    const { objections } = await prepareRelease(worldOf({ isBad: false }), wish, wanted);
    set("platform:costCenter", "bakery");
    writeFileSync(bucket, text);
    const [lost, refused, ...others] = objections;
    expect(lost?.what).to.equal(
      "cloudflare:index/r2Bucket:R2Bucket staging-documents-r2-bucket is gone, with the data in it: an `up` would make it again, empty",
    );
    expect(refused?.fix).to.include("make preview ENV=staging");
    expect(others).to.deep.equal([]);
  });

  it("is refused before it begins where its build could not come in", async () => {
    const insistent = { ...wish, again: "it is another build" };
    const unknown = { ...accounts, version: "2.0.0 beta" };
    const { objections } = await prepareRelease(worldOf({ isBad: false }), insistent, [
      { workload: "accounts", target: "cloudflare-worker", entry: unknown, pace },
    ]);
    const [refused, ...others] = objections;
    expect(refused?.what).to.include("platform:releases.accounts.version");
    expect([refused?.fix, others]).to.deep.equal([
      "mend it; `make preview ENV=staging` judges the files alone",
      [],
    ]);
  });

  it("goes on where its runner was killed, and ends verified", async () => {
    const killed = worldOf({ isBad: false, killedAfterUps: 2 });
    const insistent = { ...wish, again: "it was the network" };
    const { record, stored } = await prepareRelease(killed, insistent, wanted);
    if (record === undefined) throw new Error("there is a release");
    await OpenRelease.begin(killed, stored, record);
    await Promise.race([drive(killed), killed.death]);
    const world = worldOf({ isBad: false });
    const { outcome } = await drive(world);
    expect(outcome).to.equal("verified");
    const [only, ...others] = (await world.picture()).workers.accounts?.serves ?? [];
    expect([only?.version, only?.percentage, others]).to.deep.equal(["2.0.0", 100, []]);
  });

  it("is refused where what runs is not what the journal has", async () => {
    const world = worldOf({ isBad: false });
    const picture = await world.picture();
    const [serves] = picture.workers.accounts?.serves ?? [];
    if (serves === undefined) throw new Error("it serves");
    const changed = { ...serves, versionId: "by-hand", version: "6.6.6" };
    const workers = { accounts: { uploaded: serves.versionId, serves: [changed] } };
    const wrong = { ...world, picture: () => Promise.resolve({ ...picture, workers }) };
    const { objections } = await prepareRelease(wrong, wish, []);
    expect(objections.map(({ what }) => what)).to.deep.equal([
      `accounts is 6.6.6, and by the journal it is ${spelled(accounts)}: somebody changed it past \`make release\``,
    ]);
  });

  /** A setting, in the file that the release reads. */
  function set(key: string, value: string): void {
    const file = join(opened.stack.workspace.workDir, `Pulumi.${stack}.yaml`);
    const { config, ...others } = load(readFileSync(file, "utf8")) as { config: object };
    writeFileSync(file, dump({ ...others, config: { ...config, [key]: value } }));
  }

  function worldOf({
    isBad,
    killedAfterUps = Infinity,
  }: {
    isBad: boolean;
    killedAfterUps?: number;
  }) {
    let [time, ups] = [1_800_000_000, 0];
    let die: (value: "killed") => void = () => undefined;
    const death = new Promise((resolve) => {
      die = resolve;
    });
    const config = configOf(stack).values;
    const world = stackWorld({
      stack: opened.stack,
      spec: loadSpec({ root: sampleRoot(), stack, config }) as EnvironmentSpec,
      options: { policyPacks: [policies] },
      settle: 0,
      clock: {
        now: () => time,
        sleep: (seconds) => {
          time += seconds;
          return Promise.resolve();
        },
      },
      alarms: () => Promise.resolve([]),
      ask: () => Promise.resolve({ isHealthy: true, said: "200" }),
      minutes: (_, since) => Promise.resolve(minutesBetween(since, time, isBad)),
      sites: {
        live: () => Promise.resolve(undefined),
        upload: refuse,
        makeLive: refuse,
        goBack: refuse,
      },
      journal: folderJournal(join(sandbox.folder, "state/.pulumi/releases/staging.json")),
      tell: () => undefined,
    });
    const up: World["up"] = async (settings) => {
      await world.up(settings);
      ups += 1;
      if (ups < killedAfterUps) return;
      die("killed");
      await new Promise(() => undefined);
    };
    return { ...world, up, death };
  }
});

function refuse(): Promise<never> {
  return Promise.reject(new Error("no site is released"));
}

function minutesBetween(since: number, now: number, isBad: boolean) {
  const counts = (requests: number, errors: number) => ({ requests, errors, slow: 0 });
  return Array.from({ length: Math.floor((now - since) / 60) }, (_, index) => ({
    at: since + 60 * index,
    candidate: counts(1_000, isBad ? 200 : 1),
    baseline: counts(19_000, 19),
  }));
}
