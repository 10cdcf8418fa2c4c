import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import program = require("../../index");
import { holdsData } from "../../catalog/holds-data";
import type { Program } from "../../engine/connections";
import { ObjectStore } from "../../sandbox/cloud/object-store";
import { changedSteps, operate, type Step } from "./support/operation";
import {
  readRecorded,
  rebuildClouds,
  recordedProject,
  recordedStates,
  type Recorded,
  type RecordedState,
} from "./support/recorded";
import { sandboxForEach } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { sampleStacks } from "../support/sample";

/** What an upgrade replaces although it holds no data, by version and stack: types, or `<type> <logical name>`. */
const acceptedReplacements: Readonly<Record<string, (stack: string) => readonly string[]>> = {
  "0.2.0": (stack) => [
    // Roles that SQL makes have passwords of the program's own, where those before had Neon's.
    ...["app", "read-only"].map(
      (role) =>
        `aws:secretsmanager/secretVersion:SecretVersion ${stack}-app-connection-${role}-version`,
    ),
    // A version is now called by its module's digest; those before stay at Cloudflare.
    `cloudflare:index/workerVersion:WorkerVersion ${stack}-accounts-version`,
    `cloudflare:index/workersDeployment:WorkersDeployment ${stack}-accounts-deployment`,
    // Its images come from its own region.
    ...["admin", "qis-data-management"].map(
      (service) => `aws:ecs/taskDefinition:TaskDefinition production-recovery-${service}-task`,
    ),
    // It is told who says that somebody logged in.
    ...["blue", "green"].map(
      (cell) => `aws:ecs/taskDefinition:TaskDefinition ${stack}-${cell}-admin-task`,
    ),
    // All but production, which keeps the zone that served everybody, have one of their own.
    ...(stack === "production" ? [] : ofZones),
  ],
};

const ofZones = [
  "cloudflare:index/certificatePack:CertificatePack",
  "cloudflare:index/dnsRecord:DnsRecord",
  "cloudflare:index/healthcheck:Healthcheck",
  "cloudflare:index/workersRoute:WorkersRoute",
];

const dnssec = "cloudflare:index/zoneDnssec:ZoneDnssec";
const ruleset = "cloudflare:index/ruleset:Ruleset";
const setting = "cloudflare:index/zoneSetting:ZoneSetting";
const cloudflare = "pulumi:providers:cloudflare";

const bucket = "aws:s3/bucket:Bucket";
const [oldName, newName] = ["dev-papers-s3-bucket", "dev-documents-s3-bucket"];

describeEngine("an upgrade of this version from a released one", () => {
  let sandbox: TemporarySandbox;
  sandboxForEach((made) => (sandbox = made));

  it("has every stack's state of 0.2.0 to start from", () => {
    const stacks = recordedStates().filter(({ version }) => version === "0.2.0");
    expect(stacks.map(({ stack }) => stack)).to.have.members([...sampleStacks]);
  });

  for (const recorded of recordedStates()) {
    const { version, stack } = recorded;
    it(`replaces and deletes nothing that holds data in ${stack} as ${version} left it`, async () => {
      const steps = await previewFrom(recorded, readRecorded(recorded));
      expect(endangered(steps)).to.deep.equal([]);
      const accepted = acceptedReplacements[version]?.(stack) ?? [];
      const others = steps.filter(
        (step) =>
          step.operation === "replace" &&
          !accepted.includes(step.type) &&
          !accepted.includes(nameOf(step)),
      );
      expect(others.map(nameOf)).to.deep.equal([]);
    });
  }

  it("is found out when it renames a bucket, unless an alias says what it was called", async () => {
    const dev = { version: "0.2.0", stack: "dev" };
    const renamed = renameIn(readRecorded(dev));
    expect(endangered(await previewFrom(dev, renamed))).to.deep.equal([
      `delete ${bucket} ${oldName}`,
    ]);
    const aliased: Program = () => {
      pulumi.runtime.registerStackTransformation(({ name, props, opts }) => ({
        props,
        opts: name === newName ? { ...opts, aliases: [{ name: oldName }] } : opts,
      }));
      return program();
    };
    expect(endangered(await previewFrom(dev, renamed, aliased))).to.deep.equal([]);
  });

  it("frees production's zone of shared's rulesets, and leaves its signature to the registrar's key", async () => {
    const shared = { version: "0.2.0", stack: "shared" };
    const state = readRecorded(shared);
    const kept = state.deployment.resources.map((resource) =>
      resource.type === dnssec ? { ...resource, retainOnDelete: true } : resource,
    );
    rebuildClouds(sandbox.folder, state);
    const { stack } = await sandbox.open(shared.stack, undefined, recordedProject("0.2.0"));
    await stack.importStack({ ...state, deployment: { ...state.deployment, resources: kept } });
    const { steps } = await operate(stack, "up");
    const deleted = steps.filter(({ operation }) => operation === "delete").map(({ type }) => type);
    expect(new Set(deleted)).to.deep.equal(
      new Set([ruleset, setting, dnssec, "platform:cloudflare:ZoneSettings", cloudflare]),
    );
    const clouds = new ObjectStore(join(sandbox.folder, "clouds"));
    const left = (type: string) => clouds.on({ type, accountId: "", region: "" });
    expect(left(ruleset)).to.deep.equal([]);
    expect(left(dnssec)).to.have.length(1);
  });

  async function previewFrom(
    { version, stack }: Recorded,
    state: RecordedState,
    declared?: Program,
  ): Promise<readonly Step[]> {
    rebuildClouds(sandbox.folder, state);
    const { stack: opened } = await sandbox.open(stack, declared, recordedProject(version));
    await opened.importStack(state);
    const preview = await operate(opened, "preview");
    expect(preview.steps.length).to.be.at.least(state.deployment.resources.length);
    return changedSteps(preview);
  }
});

function endangered(steps: readonly Step[]): readonly string[] {
  return steps
    .filter(({ operation, type }) => holdsData(type) && ["delete", "replace"].includes(operation))
    .map((step) => `${step.operation} ${nameOf(step)}`);
}

function nameOf({ type, name }: Step): string {
  return `${type} ${name}`;
}

/** The state as a program left it that called the bucket otherwise. */
function renameIn(state: RecordedState): RecordedState {
  const text = JSON.stringify(state).replaceAll(`${bucket}::${newName}`, `${bucket}::${oldName}`);
  return JSON.parse(text) as RecordedState;
}
