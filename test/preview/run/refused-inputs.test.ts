import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { Recording } from "../../../preview/run/recording";
import { requireAcceptable, RefusedInputsError } from "../../../preview/run/refused-inputs";
import { runProgram } from "../../../preview/run/run-program";
import { functionModels, resourceModels } from "../../../sandbox/models";
import * as pulumi from "@pulumi/pulumi";
import { TargetGroup } from "@pulumi/aws/lb";
import { SecretVersion } from "@pulumi/aws/secretsmanager";
import { projectRoot, sampleProject, swap } from "../../support/project";

async function refusal(program: () => void): Promise<string> {
  const recording = new Recording("platform", "dev", resourceModels, functionModels);
  const main = () => {
    program();
    return Promise.resolve({});
  };
  await runProgram(main, recording, { values: {}, secretKeys: [] });
  try {
    requireAcceptable([recording], () => "components/somewhere.ts:41");
  } catch (error) {
    if (error instanceof RefusedInputsError) return error.message;
    throw error;
  }
  return "";
}

describe("the offline preview of what a service would refuse", () => {
  it("stops with exit code 2 and all of it at once: resource, path, what was got, what is expected, who says so", () => {
    const root = sampleProject({
      "Pulumi.dev.yaml": swap("region: eu-west-1", "region: eu-west-9"),
      "policies/environments.yaml": (text) => text.replaceAll("eu-west-1", "eu-west-9"),
    });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(projectRoot, "preview", "start.mjs"), "preview", "--root", root, "--stack", "dev"],
      { cwd: projectRoot, encoding: "utf8" },
    );
    expect(status, stdout + stderr).to.equal(2);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/^\d+ inputs that the services would refuse\n/);
    expect(stderr).to.match(
      /\n\ndev: \S+ \(aws:backup\/vault:Vault\): region\n {4}got {7}"eu-west-9"\n {4}expected {2}one of \d\d values, such as "eu-west-[1-3]"\n {4}model {5}endpoints Region, botocore [\d.]+\n {4}declared {2}components\/[a-z-]+\/[a-z-]+\.ts:\d+\n/,
    );
    expect(stderr).to.not.match(/^ +at /m);
  });

  it("names the place in the program", async () => {
    const said = await refusal(() => {
      new TargetGroup("group", { name: "a".repeat(33) });
    });
    expect(said).to.equal(
      [
        "1 input that the services would refuse",
        "",
        "dev: group (aws:lb/targetGroup:TargetGroup): name",
        `    got       "${"a".repeat(33)}" (33 characters)`,
        "    expected  1 to 32 characters",
        "    model     elbv2 CreateTargetGroupInput.Name, botocore 1.44.5",
        "    declared  components/somewhere.ts:41",
      ].join("\n"),
    );
  });

  it("shows no secret", async () => {
    const said = await refusal(() => {
      new SecretVersion("secret", {
        secretId: "secret",
        secretString: pulumi.secret("marker".repeat(20_000)),
      });
    });
    expect(said).to.include("got       [secret]\n").and.include("secretString");
    expect(said).to.not.include("marker");
  });

  it("passes what nobody knows yet", async () => {
    const said = await refusal(() => {
      new TargetGroup("group", { name: pulumi.output(pulumi.unknown as unknown as string) });
    });
    expect(said).to.equal("");
  });
});
