import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { deployAgain } from "../../operations/running/deploy-again";
import { describeStraggler } from "../../operations/running/report";
import { findStragglers } from "../../operations/running/stragglers";
import { parseFault } from "../../sandbox/cloud/faults";
import { sampleProject } from "../support/project";
import { deployed } from "./support/deployed";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, TemporarySandbox } from "./support/sandbox";

const stack = "dev";
const service = "dev-blue-admin-service";
const update = `update aws:ecs/service:Service ${service}`;
const takenBack = parseFault("taken-back deploy aws:ecs/service:Service");

describeEngine("a deployment that ECS takes back", () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    sandbox.dispose();
  });

  it("fails the `up`, leaves a state and a next `up` that show nothing, and is found and repeated", async () => {
    sandbox = await deployed(stack);
    const opened = await sandbox.open(stack, undefined, withNewAdmin());
    opened.faults.set([takenBack]);
    const failed = await attempt(opened.stack, "up");
    expect(failed.output).to.include("tasks failed to start");
    await operate(opened.stack, "up");
    const found = await findStragglers(opened.stack);
    expect(found.map(describeStraggler)).to.deep.equal([
      `${service} runs acme-dev-blue-admin:1 where acme-dev-blue-admin:2 was asked for: ` +
        "ECS deployment circuit breaker: tasks failed to start.",
    ]);

    await deployAgain(opened.stack, found);
    const again = await operate(opened.stack, "up");
    expect(changesOf(again)).to.deep.equal([update]);
    expect(await lags(opened)).to.deep.equal([]);
  });

  it("is found and repeated where it was the first", async () => {
    sandbox = new TemporarySandbox();
    const opened = await sandbox.open(stack);
    opened.faults.set([takenBack]);
    expect((await attempt(opened.stack, "up")).output).to.include("tasks failed to start");
    await operate(opened.stack, "up");
    // Services are made side by side: whichever was first.
    const [first, ...others] = await findStragglers(opened.stack);
    expect([first?.lag, others]).to.deep.equal(["no task", []]);

    await deployAgain(opened.stack, await findStragglers(opened.stack));
    const again = `update aws:ecs/service:Service ${String(first?.name)}`;
    expect(changesOf(await operate(opened.stack, "up"))).to.deep.equal([again]);
    expect(await lags(opened)).to.deep.equal([]);
  });
});

async function lags({ stack }: SandboxStack): Promise<readonly string[]> {
  return (await findStragglers(stack)).map(({ name, lag }) => `${name}: ${lag}`);
}

/** The fixture with another build of one container. */
function withNewAdmin(): string {
  return sampleProject({
    "releases/dev.json": (text) => {
      const releases = JSON.parse(text) as Record<string, object>;
      const digest = `sha256:${"7".repeat(64)}`;
      return JSON.stringify({ ...releases, admin: { ...releases.admin, digest } });
    },
  });
}
