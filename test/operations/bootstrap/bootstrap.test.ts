import { expect } from "chai";
import type { EnvironmentSpec } from "../../../blueprint/environment";
import {
  bootstrap,
  describe as describeSteps,
  type Outcome,
} from "../../../operations/bootstrap/bootstrap";
import { requireCredentials } from "../../../operations/bootstrap/credentials";
import { stepsOf } from "../../../operations/bootstrap/steps";
import { loadSpec } from "../../../settings/load-spec";
import { readStackConfig } from "../../../settings/stack-file";
import { sampleRoot } from "../../support/project";
import { EmulatedClouds } from "./emulated-clouds";

function specOf(stack: string): EnvironmentSpec {
  const config = readStackConfig(sampleRoot(), stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  const spec = loadSpec({ root: sampleRoot(), stack, config: config.value.values });
  if (spec.kind === "shared") throw new Error(`${stack} is no environment`);
  return spec;
}

/** Calls the command as often as it takes a person who does each time what it says. */
async function played(clouds: EmulatedClouds, stack: string): Promise<number> {
  for (let call = 1; call < 40; call++) {
    const lines: string[] = [];
    let outcome: Outcome | undefined;
    try {
      outcome = await bootstrap(stepsOf(stack, specOf(stack)), clouds.world, (line) =>
        lines.push(line),
      );
    } catch (error) {
      if ((error as Error).message !== "killed") throw error;
      clouds.killAt = undefined;
    }
    if (outcome?.left.length === 0) return call;
    for (const line of lines) clouds.do(line.trim());
  }
  throw new Error("it never ends");
}

const changes = {
  dev: [
    "aws cloudformation deploy",
    "pulumi login",
    "pulumi stack init",
    "aws backup update-region-settings",
    "pulumi up --stack",
    "pulumi up --stack",
  ],
  production: [
    "aws cloudformation deploy",
    "pulumi login",
    "pulumi stack init",
    "aws backup update-region-settings",
    "aws backup update-region-settings",
    "pulumi up --stack",
    "pulumi up --stack",
  ],
};

describe("make bootstrap", () => {
  for (const [stack, commands] of Object.entries(changes)) {
    it(`makes ${stack} in order, once, and then finds everything done`, async () => {
      const clouds = new EmulatedClouds(stack, specOf(stack));
      await played(clouds, stack);
      expect(clouds.ran.map((each) => each.replace(/ s3:.*/, ""))).to.deep.equal(commands);
      const lines: string[] = [];
      await bootstrap(stepsOf(stack, specOf(stack)), clouds.world, (line) => lines.push(line));
      expect(
        lines.every((line) => line.endsWith(": done")),
        lines.join("\n"),
      ).to.equal(true);
    });

    it(`goes on in ${stack} wherever it was killed, and does nothing twice that was done`, async () => {
      for (let change = 1; change <= commands.length; change++) {
        for (const when of ["before", "after"] as const) {
          const clouds = new EmulatedClouds(stack, specOf(stack));
          clouds.killAt = { change, when };
          await played(clouds, stack);
          expect(clouds.ran.length, `${String(change)} ${when}`).to.equal(commands.length);
        }
      }
    });
  }

  it("stops before the services where a person has to write a secret, and says how", async () => {
    const clouds = new EmulatedClouds("dev", specOf("dev"));
    clouds.do("https://one.dash");
    clouds.do("--name acme_dev_accounts_LOGIN_TOKEN");
    const lines: string[] = [];
    const steps = stepsOf("dev", specOf("dev"));
    const outcome = await bootstrap(steps, clouds.world, (line) => lines.push(line));
    expect(outcome.waits).to.equal(true);
    expect(lines.at(-1)).to.equal(
      "    $ aws secretsmanager put-secret-value --region eu-west-1 --secret-id acme-dev-admin/ADMIN_TOKEN --secret-string file:///dev/stdin",
    );
    expect(clouds.ran.filter((each) => each.startsWith("pulumi up"))).to.have.length(1);
  });

  it("refuses credentials of another account before it does anything", async () => {
    const clouds = new EmulatedClouds("dev", specOf("dev"));
    clouds.account = "222222222222";
    const refusal = await requireCredentials(clouds.world, "dev", specOf("dev")).catch(String);
    expect(refusal)
      .to.include("AWS account: got 222222222222, expected 111111111111")
      .and.not.include("Neon");
    expect(clouds.ran).to.deep.equal([]);
    clouds.account = specOf("dev").aws.accountId;
    await requireCredentials(clouds.world, "dev", specOf("dev"));
  });

  it("prints with DRY_RUN=1 every command that it would run", () => {
    const lines = describeSteps(stepsOf("production", specOf("production")));
    expect(
      lines.filter((line) => /^ {4}\$ (?:pulumi|aws) /.test(line) && !line.includes("put-secret")),
    ).to.have.length(changes.production.length);
    expect(lines.join("\n")).to.include("--exclude '**aws:ecs/service:Service**'");
  });
});
