import { join } from "node:path";
import { expect } from "chai";
import { ObjectStore } from "../../sandbox/cloud/object-store";
import { type Changes, sampleProject, swap } from "../support/project";
import { stateOf, verifyState } from "./support/state";
import { deployed } from "./support/deployed";
import {
  attempt,
  changedSteps,
  changesOf,
  operate,
  type Operation,
  type OperationName,
} from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

const services = ["admin", "qis-data-management"];

type Releases = Record<string, Record<string, unknown>>;

describeEngine("a change on the engine", () => {
  let sandbox: TemporarySandbox;
  let stack: string;
  afterEach(() => {
    sandbox.dispose();
  });

  it("of the live cell, to green and back, warms the other one, moves one DNS record, and drains", async () => {
    await startFrom("staging");
    for (const [from, to] of [
      ["blue", "green"],
      ["green", "blue"],
    ] as const) {
      await upWith(cells(from, to));
      const moved = await upWith(cells(to, from));
      expect(changesOf(moved)).to.deep.equal(
        [
          ...services.flatMap((service) =>
            ["blue", "green"].map(
              (cell) => `update aws:appautoscaling/target:Target staging-${cell}-${service}-scale`,
            ),
          ),
          "update cloudflare:index/dnsRecord:DnsRecord staging-entrance-dns-live",
        ].sort(),
      );
      const record = changedSteps(moved).find(({ type }) => type.startsWith("cloudflare:"));
      expect(record?.diffs).to.deep.equal(["content"]);
      await upWith(cells(to));
    }
  });

  it("of the live cell is refused before anything moves where the other one is not warm, or this one stops", async () => {
    await startFrom("staging");
    const unseen = await attemptWith(cells("green"), "preview");
    expect(unseen.output).to.include("blue would stop at once");
    const unprepared = await attemptWith(cells("green", "blue"), "up");
    expect(unprepared.output).to.include("green is not steady");
    await upWith(cells("blue", "green"));
    const hasty = await attemptWith(cells("green"), "up");
    expect(hasty.failure).to.be.instanceOf(Error);
    expect(hasty.output).to.include("write `platform:warm: blue` until traffic has moved");
  });

  it("of an image makes another task definition and moves its service to it, and touches no data", async () => {
    await startFrom("dev");
    const digest = `sha256:${"ab".repeat(32)}`;
    const released = await upWith(releaseOf("admin", { digest }));
    expect(changesOf(released)).to.deep.equal([
      "replace aws:ecs/taskDefinition:TaskDefinition dev-blue-admin-task",
      "update aws:ecs/service:Service dev-blue-admin-service",
    ]);
    const service = changedSteps(released).find(({ operation }) => operation === "update");
    expect(service?.diffs).to.deep.equal(["taskDefinition"]);
  });

  it("of a Worker's percentage changes one deployment", async () => {
    await startFrom("dev");
    const first = readVersion();
    const digest = `sha256:${"cd".repeat(32)}`;
    const split = (percentage: number) =>
      releaseOf("accounts", { digest, traffic: { percentage, stableVersionId: first } });
    await upWith(split(5));
    expect(changesOf(await upWith(split(25)))).to.deep.equal([
      "replace cloudflare:index/workersDeployment:WorkersDeployment dev-accounts-deployment",
    ]);
  });

  it("of the workloads, one less and one more, touches no other workload's resources", async () => {
    await startFrom("dev");
    for (const operation of [await upWith(without("admin")), await upWith({})]) {
      // It is the last that asks for a login, whose policy goes with it.
      const others = changedSteps(operation).filter(({ name }) => !/admin|dev-login/.test(name));
      expect(
        others.map(({ operation, type, name }) => `${operation} ${type} ${name}`).sort(),
      ).to.deep.equal([
        // It names every host of the cell.
        "replace aws:acm/certificate:Certificate dev-blue-certificate",
        "replace aws:acm/certificateValidation:CertificateValidation dev-blue-issued",
        "update aws:lb/listener:Listener dev-blue-listener",
      ]);
    }
  });

  async function startFrom(name: string): Promise<void> {
    stack = name;
    sandbox = await deployed(stack);
  }

  async function attemptWith(changes: Changes, name: OperationName): Promise<Operation> {
    const opened = await sandbox.open(stack, undefined, sampleProject(changes));
    const operation = await attempt(opened.stack, name);
    opened.close();
    return operation;
  }

  /** `up` with other settings, manifests or releases than the fixture's. */
  async function upWith(changes: Changes): Promise<Operation> {
    const opened = await sandbox.open(stack, undefined, sampleProject(changes));
    const operation = await operate(opened.stack, "up");
    expect(verifyState(await stateOf(opened.stack))).to.deep.equal([]);
    opened.close();
    return operation;
  }

  /** Cloudflare's id of the one version that serves. */
  function readVersion(): string {
    const store = new ObjectStore(join(sandbox.folder, "clouds"));
    const type = "cloudflare:index/workerVersion:WorkerVersion";
    const [version] = store.on({ type, accountId: "", region: "" });
    if (version === undefined) throw new Error("no version was uploaded");
    return version.id;
  }

  function releaseOf(workload: string, change: Releases[string]): Changes {
    return {
      [`releases/${stack}.json`]: (text) => {
        const releases = JSON.parse(text) as Releases;
        return JSON.stringify({ ...releases, [workload]: { ...releases[workload], ...change } });
      },
    };
  }
});

/** Settings in which one cell is live and, while traffic moves, another one warm. */
function cells(live: string, warm?: string): Changes {
  const also = warm === undefined ? "" : `\n  platform:warm: ${warm}`;
  const change = swap("platform:live: blue", `platform:live: ${live}${also}`);
  return live === "blue" && warm === undefined ? {} : { "Pulumi.staging.yaml": change };
}

function without(workload: string): Changes {
  const drop = (text: string) => {
    const { [workload]: dropped, ...rest } = JSON.parse(text) as Releases;
    if (dropped === undefined) throw new Error(`there is no release of ${workload}`);
    return JSON.stringify(rest);
  };
  return {
    [`services/${workload}`]: null,
    ...Object.fromEntries(
      ["dev", "staging", "production"].map((name) => [`releases/${name}.json`, drop]),
    ),
  };
}
