import { expect } from "chai";
import { type Changes, sampleProject, swap } from "../support/project";
import { stateOf, verifyState } from "./support/state";
import { deployed } from "./support/deployed";
import { changedSteps, changesOf, operate, type Operation } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

const services = ["admin", "qis-data-management"];

type Releases = Record<string, Record<string, unknown>>;

describeEngine("a change on the engine", () => {
  let sandbox: TemporarySandbox;
  let stack: string;
  afterEach(() => {
    sandbox.dispose();
  });

  it("of the live cell, to green and back, changes one DNS record in place", async () => {
    await startFrom("staging");
    const toGreen = await upWith({
      "Pulumi.staging.yaml": swap("platform:live: blue", "platform:live: green"),
    });
    expect(changesOf(toGreen)).to.deep.equal(switched("green", "blue"));
    const records = changedSteps(toGreen).filter(({ type }) => type.startsWith("cloudflare:"));
    expect(records.map(({ name, diffs }) => [name, ...diffs])).to.deep.equal([
      ["staging-entrance-dns-live", "content"],
    ]);
    expect(changesOf(await upWith({}))).to.deep.equal(switched("blue", "green"));
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
    const stableVersionId = "6a0f2c1e-1111-4222-8333-444455556666";
    const split = (percentage: number) =>
      releaseOf("accounts", { traffic: { percentage, stableVersionId } });
    await upWith(split(5));
    expect(changesOf(await upWith(split(25)))).to.deep.equal([
      "replace cloudflare:index/workersDeployment:WorkersDeployment dev-accounts-deployment",
    ]);
  });

  it("of the workloads, one less and one more, touches no other workload's resources", async () => {
    await startFrom("dev");
    for (const operation of [await upWith(without("admin")), await upWith({})]) {
      const others = changedSteps(operation).filter(({ name }) => !name.includes("admin"));
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

  /** `up` with other settings, manifests or releases than the fixture's. */
  async function upWith(changes: Changes): Promise<Operation> {
    const opened = await sandbox.open(stack, undefined, sampleProject(changes));
    const operation = await operate(opened.stack, "up");
    expect(verifyState(await stateOf(opened.stack))).to.deep.equal([]);
    opened.close();
    return operation;
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

/** Who follows the live record: what scales and watches the services of the cell that takes traffic. */
function switched(to: string, from: string): readonly string[] {
  const only = [
    "aws:appautoscaling/policy:Policy # -scale-cpu",
    "aws:appautoscaling/policy:Policy # -scale-requests",
    ...["availability", "latency-p99"].flatMap((alarm) =>
      ["blue", "green"].map((side) => `aws:cloudwatch/metricAlarm:MetricAlarm # -${alarm}-${side}`),
    ),
  ];
  const named = (resource: string, cell: string, service: string) =>
    resource.replace("# ", `staging-${cell}-${service}`);
  return [
    "update cloudflare:index/dnsRecord:DnsRecord staging-entrance-dns-live",
    ...services.flatMap((service) => [
      ...only.map((resource) => `create ${named(resource, to, service)}`),
      ...only.map((resource) => `delete ${named(resource, from, service)}`),
      ...[to, from].map(
        (cell) => `update ${named("aws:appautoscaling/target:Target # -scale", cell, service)}`,
      ),
    ]),
  ].sort();
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
