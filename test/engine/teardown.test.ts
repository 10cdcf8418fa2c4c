import { CommandError, type Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { tenanciesOfPullRequests } from "../../operations/teardown/pull-request";
import { teardown, TeardownError } from "../../operations/teardown/teardown";
import { parseFault } from "../../sandbox/cloud/faults";
import { contentOf } from "./support/content";
import { sampleRoot } from "../support/project";
import { deployed } from "./support/deployed";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { stateOf } from "./support/state";

describeEngine("a teardown of pr-7 on the engine", () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    delete process.env.PULUMI_STACK;
    sandbox.dispose();
  });

  it("leaves nothing in the clouds and no stack, and says what AWS keeps for a while", async () => {
    sandbox = await deployed("pr-7");
    const { stack } = await sandbox.open("pr-7");
    expect(contentOf(sandbox.folder)).not.to.equal("");
    expect(await takeDown(stack)).to.deep.equal([
      "pr-7 is gone, and its stack with it.",
      "AWS keeps 1 encryption key for 7 days before deleting for good.",
    ]);
    expect(contentOf(sandbox.folder)).to.equal("");
    expect(await stack.workspace.listStacks()).to.deep.equal([]);
  });

  it("leaves dev as it is, in whose account it lives, whatever PULUMI_STACK says", async () => {
    sandbox = await deployed("dev");
    const dev = contentOf(sandbox.folder);
    const { stack } = await sandbox.open("pr-7");
    await stack.up();
    process.env.PULUMI_STACK = "dev";
    await takeDown(stack);
    expect(contentOf(sandbox.folder)).to.equal(dev);
    expect((await stack.workspace.listStacks()).map(({ name }) => name)).to.deep.equal(["dev"]);
  });

  for (const disguised of ["dev", "production"]) {
    it(`deletes nothing when the state is ${disguised}'s under the name of pr-7`, async () => {
      sandbox = await deployed(disguised);
      const content = contentOf(sandbox.folder);
      const permanent = await sandbox.open(disguised);
      const opened = await sandbox.open("pr-7");
      await opened.stack.importStack(renamed(await permanent.stack.exportStack(), disguised));
      opened.calls.clear();
      const error = await failureOf(opened);
      expect(error).to.be.instanceOf(TeardownError);
      expect(error?.message).to.contain("holds what was not made for it, so nothing was deleted");
      expect(error?.message).to.contain(`${disguised}-`);
      expect(opened.calls.changes).to.deep.equal([]);
      expect(contentOf(sandbox.folder)).to.equal(content);
    });
  }

  it("that can't delete everything says how much is left, and goes on the next time", async () => {
    sandbox = await deployed("pr-7");
    const opened = await sandbox.open("pr-7");
    opened.faults.set([parseFault("server-error delete aws:ec2/vpc:Vpc always")]);
    const count = await countOf(opened);
    const error = await failureOf(opened);
    expect(error).to.be.instanceOf(TeardownError);
    const left = await countOf(opened);
    expect(left).to.be.within(1, count - 1);
    expect(error?.message).to.include(
      `${String(left)} of ${String(count)} resources of pr-7 are left.`,
    );
    opened.faults.set([]);
    await takeDown(opened.stack);
    expect(contentOf(sandbox.folder)).to.equal("");
  });
});

function takeDown(stack: Stack): Promise<readonly string[]> {
  const owns = tenanciesOfPullRequests(sampleRoot());
  return teardown(stack, { owns, onOutput: () => undefined, color: "never" });
}

async function countOf({ stack }: SandboxStack): Promise<number> {
  return (await stateOf(stack)).resources.length;
}

async function failureOf({ stack }: SandboxStack): Promise<Error | undefined> {
  try {
    await takeDown(stack);
    return undefined;
  } catch (error) {
    if (error instanceof CommandError || error instanceof TeardownError) return error;
    throw error;
  }
}

type State = Awaited<ReturnType<Stack["exportStack"]>>;

/** What `pulumi stack rename` makes of a state: the stack's name in every URN is the other one. */
function renamed(state: State, from: string): State {
  const text = JSON.stringify(state).replaceAll(`urn:pulumi:${from}::`, "urn:pulumi:pr-7::");
  return JSON.parse(text) as State;
}
