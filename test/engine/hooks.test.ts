import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { notShownIn } from "../../preview/judge/not-shown";
import type { Program } from "../../preview/run/run-program";
import { recordSample } from "../support/sample";
import { sandboxForEach } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { stateOf } from "./support/state";

const paths = ["fast", "plain"] as const;

describeEngine("what the offline preview does not show", () => {
  let sandbox: TemporarySandbox;
  sandboxForEach((made) => (sandbox = made));

  it("hooks: the engine calls them, the offline preview calls none and says which resources have some", async () => {
    const called: string[] = [];
    const program = withTopic((name) => {
      const note = (moment: string) => () => {
        called.push(`${name} ${moment}`);
      };
      const inPreviewToo = new pulumi.ResourceHook("dry", note("before"), { onDryRun: true });
      return { hooks: { beforeCreate: [inPreviewToo], afterCreate: [note("after")] } };
    });

    for (const path of paths) {
      const recording = await recordSample("dev", { program, path });
      expect(notShownIn(recording)).to.deep.equal([
        "1 resource with hooks (afterCreate, beforeCreate): no hook runs here",
      ]);
      expect(recording.registrations.size).to.equal(3);
    }
    expect(called).to.deep.equal([]);

    const { stack } = await sandbox.open("dev", program);
    await stack.preview();
    expect(called).to.deep.equal(["topic before"]);
    await stack.up();
    expect(called).to.deep.equal(["topic before", "topic before", "topic after"]);
  });

  it("imports: the engine reads the object, the offline preview names the id and says that it did not", async () => {
    const first = await sandbox.open(
      "dev",
      withTopic(() => ({ retainOnDelete: true })),
    );
    await first.stack.up();
    const arn = await outputIn(first.stack, "arn");
    await first.stack.destroy();

    const program = withTopic(() => ({ import: arn }));
    for (const path of paths) {
      const recording = await recordSample("dev", { program, path });
      const topic = [...recording.registrations.values()].find(({ name }) => name === "topic");
      expect(topic?.id).to.equal(arn);
      expect(notShownIn(recording)).to.deep.equal([
        "1 imported resource: the cloud is not asked what it has under that id",
      ]);
    }
    const { stack } = await sandbox.open("dev", program);
    const { changeSummary } = await stack.preview();
    expect(changeSummary).to.deep.include({ import: 1 });
  });

  it("reads: the engine asks the cloud, the offline preview refuses and says what to do instead", async () => {
    const first = await sandbox.open(
      "dev",
      withTopic(() => ({})),
    );
    await first.stack.up();
    const arn = await outputIn(first.stack, "arn");

    const reading: Program = () => {
      const provider = providerOf();
      const read = aws.sns.Topic.get("read", arn, {}, { provider });
      return Promise.resolve({ name: read.name });
    };
    for (const path of paths) {
      const refusal = await recordSample("dev", { program: reading, path }).catch(
        (error: unknown) => error,
      );
      expect(String(refusal)).to.include(
        'the program reads aws:sns/topic:Topic "read" from the cloud: pass its identifier as a setting',
      );
    }
    const { stack } = await sandbox.open("dev", reading);
    await stack.up();
    expect(await outputIn(stack, "name")).to.equal("topic");
  });
});

/** An output of the program, by the state. */
async function outputIn(stack: Stack, name: string): Promise<string> {
  const { resources } = await stateOf(stack);
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return String(root?.outputs?.[name]);
}

/** A program of one topic, with the options that are under test. */
function withTopic(optionsOf: (name: string) => pulumi.CustomResourceOptions): Program {
  return () => {
    const provider = providerOf();
    const topic = new aws.sns.Topic(
      "topic",
      { name: "topic" },
      { provider, ...optionsOf("topic") },
    );
    return Promise.resolve({ arn: topic.arn });
  };
}

function providerOf(): aws.Provider {
  return new aws.Provider("aws", { region: "eu-central-1", allowedAccountIds: ["111111111111"] });
}
