import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assert } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { finders } from "../../operations/stack/find/finders/finders";
import { recover, type Recovery } from "../../operations/recover/recover";
import { describe as report, exitCodeOf } from "../../operations/recover/report";
import { LockedError } from "../../operations/stack/unlocking";
import { parseFault } from "../../sandbox/cloud/faults";
import { type CloudObject, ObjectStore } from "../../sandbox/cloud/object-store";
import { projectRoot } from "../support/project";
import { deployed } from "./support/deployed";
import { attempt } from "./support/operation";
import { recoverWithPerson } from "./support/person";
import { describeEngine, TemporarySandbox } from "./support/sandbox";
import { differences, settled } from "./support/settled";
import { seededSample, share } from "./support/share";
import { compareWithClouds, objectsIn, stateOf, verifyState } from "./support/state";

/** A resource as the engine's own file has it. */
interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly outputs?: unknown;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
}

/** What the engine's file holds, as far as it is changed here. */
interface Checkpoint {
  checkpoint: {
    latest: { resources: Recorded[]; pending_operations?: unknown[] };
  };
}

const vpc = "aws:ec2/vpc:Vpc";
const flowLog = "aws:ec2/flowLog:FlowLog";

describeEngine("recover, after the engine was cut off", () => {
  const stacks = seededSample(
    ["dev", "shared", "staging", "production", "pr-7"],
    share({ seeded: 1, full: 5 }),
    "recover",
  );
  for (const stack of stacks) {
    it(`finds what an unfinished creation had made, for every type of ${stack}, and makes nothing twice`, async () => {
      const { sandbox, opened } = await open(stack);
      try {
        // ECS has moved the listeners' weights, which is no news to recover.
        await attempt(opened.stack, "refresh");
        const before = await stateOf(opened.stack);
        const interrupted = interrupt(sandbox.folder, stack, oneOfEachType);
        const recovery = await recoverWithPerson(opened.stack, sandbox.folder);
        assert.deepEqual(
          adoptedIds(recovery),
          interrupted
            .filter(({ type }) => finders[type]?.kind !== "repeatable")
            .map(({ urn, id }) => `${urn} ${String(id)}`)
            .sort(),
        );
        const operation = await attempt(opened.stack, "up");
        assert.isUndefined(operation.failure, operation.output);
        const after = await stateOf(opened.stack);
        assert.deepEqual(verifyState(after), []);
        assert.equal(
          differences(settled(before.resources), settled(after.resources)).join("\n"),
          "",
        );
        assert.deepEqual(compareWithClouds(after, sandbox.folder), []);
      } finally {
        sandbox.dispose();
      }
    });
  }

  describe("in dev", () => {
    let sandbox: TemporarySandbox;
    let opened: SandboxStack;

    beforeEach(async () => {
      ({ sandbox, opened } = await open("dev"));
    });
    afterEach(() => {
      sandbox.dispose();
    });

    it("asks a person, and changes nothing, when two objects could be what was made", async () => {
      const [made] = interrupt(sandbox.folder, "dev", (type) => type === vpc);
      const other = copyOf(objectOf(sandbox.folder, made), "vpc-0000000000000001");
      store(sandbox.folder).put(shelf(vpc), other);
      const state = stateFile(sandbox.folder, "dev");
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.equal(exitCodeOf(recovery), 1);
      assert.equal(stateFile(sandbox.folder, "dev"), state);
      assert.include(report(recovery), `--adopt '${made?.urn ?? ""}=${made?.id ?? ""}'`);
      assert.include(report(recovery), `--adopt '${made?.urn ?? ""}=${other.id}'`);

      const adopt = new Map([[made?.urn ?? "", made?.id ?? ""]]);
      const decided = await recover(opened.stack, {
        settle: 0,
        choices: { adopt, forget: new Set() },
      });
      assert.deepEqual(adoptedIds(decided), [`${made?.urn ?? ""} ${made?.id ?? ""}`]);
    });

    it("does not adopt a bucket of that name that does not carry the resource's tags", async () => {
      const [made] = interrupt(sandbox.folder, "dev", (type, name) =>
        [type, name].every((text) =>
          ["aws:s3/bucket:Bucket", "dev-documents-s3-bucket"].includes(text),
        ),
      );
      const object = objectOf(sandbox.folder, made);
      const tags = { environment: "dev", project: "acme" };
      store(sandbox.folder).put(shelf(object.type), {
        ...object,
        properties: { ...object.properties, tags },
      });
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.isFalse(recovery.done);
      assert.include(report(recovery), "does not carry its tags");
    });

    it("takes no look-alike that belongs to another resource, and forgets what was never made", async () => {
      // Nothing needs it: the engine makes what needs a resource after it.
      const [made] = interrupt(sandbox.folder, "dev", (type) => type === flowLog);
      const object = objectOf(sandbox.folder, made);
      store(sandbox.folder).remove(shelf(flowLog), object);
      const tags = { ...(object.properties.tags as object), "logical-name": "another" };
      store(sandbox.folder).put(shelf(flowLog), {
        ...copyOf(object, "fl-0000000000000002"),
        properties: { ...object.properties, tags },
      });
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.deepEqual(
        recovery.creations.map(({ decision }) => [decision.kind, decision.because]),
        [["forget", "it was never made"]],
      );
    });

    it("says in a dry run what it would do, and does nothing", async () => {
      interrupt(sandbox.folder, "dev", (type) => type === flowLog);
      const state = stateFile(sandbox.folder, "dev");
      const recovery = await recover(opened.stack, { settle: 0, dryRun: true });
      assert.include(report(recovery), `adopted     ${flowLog}`);
      assert.include(report(recovery), "dry run");
      assert.equal(stateFile(sandbox.folder, "dev"), state);
    });

    it("reports a bucket with data that is gone, with exit code 1", async () => {
      const bucket = objectsIn(sandbox.folder).find(
        ({ type }) => type === "cloudflare:index/r2Bucket:R2Bucket",
      );
      if (bucket === undefined) throw new Error("dev has no R2 bucket");
      store(sandbox.folder).remove(shelf(bucket.type), bucket);
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.deepEqual(
        recovery.lost.map(({ urn }) => urn),
        [bucket.urn],
      );
      assert.equal(exitCodeOf(recovery), 1);
      assert.include(report(recovery), "LOST");
    });

    it("reads a state again that a kill made unreadable", async () => {
      interrupt(sandbox.folder, "dev", (type) => type === flowLog);
      writeFileSync(`${statePath(sandbox.folder, "dev")}.attrs`, "");
      const unreadable = await attempt(opened.stack, "preview");
      assert.include(unreadable.output, "failed to load checkpoint: EOF");
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.deepEqual(
        recovery.creations.map(({ decision }) => decision.kind),
        ["adopt"],
      );
    });

    it("works from the command line, with the engine, backend and providers of the person's environment", async () => {
      const [made] = interrupt(sandbox.folder, "dev", (type) => type === flowLog);
      const dryRun = await commandLine(sandbox, opened, "--dry-run");
      assert.include(dryRun.stdout, `adopted     ${flowLog}`);
      assert.equal(dryRun.code, 0);
      const recovered = await commandLine(sandbox, opened, "--json");
      const { done, creations } = JSON.parse(recovered.stdout) as Recovery;
      assert.isTrue(done);
      assert.equal(creations[0]?.urn, made?.urn);
      assert.equal((await commandLine(sandbox, opened, "--now")).code, 2);

      interrupt(sandbox.folder, "dev", (type) => type === "aws:backup/selection:Selection");
      const undecided = await commandLine(sandbox, opened);
      assert.include(undecided.stdout, "list-backup-selections");
      assert.equal(undecided.code, 1);
    });

    it("breaks the lock of a dead process of this machine, and no other one", async () => {
      const state = stateFile(sandbox.folder, "dev");
      lock(sandbox.folder, process.pid);
      await recover(opened.stack, { settle: 0 }).then(
        () => assert.fail("the lock of a living process was broken"),
        (error: unknown) => {
          assert.instanceOf(error, LockedError);
          assert.include(error.message, `process ${String(process.pid)}`);
        },
      );
      assert.equal(stateFile(sandbox.folder, "dev"), state);
      const forced = await recover(opened.stack, { settle: 0, breakLock: true });
      assert.include(forced.lockBroken, `process ${String(process.pid)}`);

      lock(sandbox.folder, deadPid);
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.include(recovery.lockBroken, `process ${String(deadPid)}`);
      assert.isTrue(recovery.done);
    });
  });

  it("is the one command between a killed first up and the next one: nothing is left over, nothing is there twice", async () => {
    const sandbox = new TemporarySandbox();
    try {
      const opened = await sandbox.open("pr-7");
      opened.faults.set([parseFault(`kill-after create ${vpc}`)]);
      assert.isDefined((await attempt(opened.stack, "up")).failure);
      opened.faults.set([]);
      const recovery = await recover(opened.stack, { settle: 0 });
      assert.isDefined(recovery.lockBroken);
      assert.include(
        recovery.creations.map(({ type, decision }) => `${decision.kind} ${type}`),
        `adopt ${vpc}`,
      );
      const again = await attempt(opened.stack, "up");
      assert.isUndefined(again.failure, again.output);
      const state = await stateOf(opened.stack);
      assert.deepEqual(verifyState(state), []);
      assert.deepEqual(compareWithClouds(state, sandbox.folder), []);
    } finally {
      sandbox.dispose();
    }
  });
});

/** Runs the command as a person does, in the sandbox's environment. */
async function commandLine(
  { folder }: TemporarySandbox,
  { stack: { workspace } }: SandboxStack,
  ...options: readonly string[]
): Promise<{ readonly stdout: string; readonly code: number }> {
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const main = join(projectRoot, "operations", "recover", "main.ts");
  const args = ["--import", loader, main, "--stack", "dev", ...options];
  const env = { ...process.env, ...workspace.envVars, PULUMI_HOME: join(folder, "home") };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: workspace.workDir, env }, (error, stdout) => {
      resolve({ stdout, code: error === null ? 0 : Number(error.code) });
    });
  });
}

async function open(
  stack: string,
): Promise<{ readonly sandbox: TemporarySandbox; readonly opened: SandboxStack }> {
  const sandbox = await deployed(stack);
  return { sandbox, opened: await sandbox.open(stack) };
}

/**
 * Makes the state forget the end of creations, as a kill does between the service's work and its answer.
 *
 * @returns what the state had.
 */
function interrupt(
  folder: string,
  stack: string,
  isMeant: (type: string, name: string, seen: ReadonlySet<string>) => boolean,
): readonly Recorded[] {
  const file = statePath(folder, stack);
  const content = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
  const { latest } = content.checkpoint;
  const needed = new Set(
    latest.resources.flatMap(({ parent, dependencies = [] }) => [parent, ...dependencies]),
  );
  const seen = new Set<string>();
  const meant = latest.resources.filter(({ urn, type, custom }) => {
    if (custom !== true || type.startsWith("pulumi:")) return false;
    // What is forgotten has nothing in the state that needs it: the engine waits for it.
    if (finders[type]?.kind === "repeatable" && needed.has(urn)) return false;
    if (!isMeant(type, urn.split("::").at(-1) ?? "", seen)) return false;
    seen.add(type);
    return true;
  });
  latest.resources = latest.resources.filter((resource) => !meant.includes(resource));
  // JSON leaves out what is undefined.
  latest.pending_operations = meant.map((resource) => ({
    type: "creating",
    resource: { ...resource, id: undefined, outputs: undefined },
  }));
  writeFileSync(file, JSON.stringify(content));
  return meant;
}

function oneOfEachType(type: string, _name: string, seen: ReadonlySet<string>): boolean {
  return !seen.has(type);
}

function adoptedIds({ creations }: Recovery): readonly string[] {
  return creations
    .flatMap(({ urn, decision }) =>
      decision.kind === "adopt" ? [`${urn} ${decision.sighting.id}`] : [],
    )
    .sort();
}

function objectOf(folder: string, resource: Recorded | undefined): CloudObject {
  const object = objectsIn(folder).find(({ urn }) => urn === resource?.urn);
  if (object === undefined) throw new Error("it is not in the clouds");
  return object;
}

function copyOf(object: CloudObject, id: string): CloudObject {
  const arn = String(object.properties.arn).replace(object.id, id);
  return {
    ...object,
    id,
    urn: `${object.urn}-copy`,
    properties: { ...object.properties, arn },
  };
}

function store(folder: string): ObjectStore {
  return new ObjectStore(join(folder, "clouds"));
}

function shelf(type: string): Parameters<ObjectStore["on"]>[0] {
  return { type, accountId: "111111111111", region: "eu-west-1" };
}

function statePath(folder: string, stack: string): string {
  return join(folder, "state", ".pulumi", "stacks", "platform", `${stack}.json`);
}

function stateFile(folder: string, stack: string): string {
  return readFileSync(statePath(folder, stack), "utf8");
}

/** Above what this system gives. */
const deadPid = 2 ** 30;

/** Leaves a lock as the engine writes it. */
function lock(folder: string, pid: number): void {
  const locks = join(folder, "state", ".pulumi", "locks", "organization", "platform", "dev");
  rmSync(locks, { recursive: true, force: true });
  mkdirSync(locks, { recursive: true });
  const content = { pid, username: "somebody", hostname: hostname(), timestamp: new Date() };
  writeFileSync(join(locks, "left-over.json"), JSON.stringify(content));
}
