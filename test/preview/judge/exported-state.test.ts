import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import type { PolicyStack } from "../../../policies/resource";
import { UnknownValueError } from "../../../policies/unknown";
import { readExportedStacks } from "../../../preview/judge/exported-state";
import { UsageError } from "../../../settings/usage-error";
import { folderForEach } from "../../support/temporary-folder";

const provider = "urn:pulumi:production::platform::pulumi:providers:aws::aws";
const bucket = "urn:pulumi:production::platform::aws:s3/bucket:Bucket::files";
const secretMark = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
};

const exported = {
  version: 3,
  deployment: {
    resources: [
      {
        urn: provider,
        type: "pulumi:providers:aws",
        custom: true,
        id: "1-2",
        inputs: { region: "eu-west-1" },
      },
      {
        urn: bucket,
        type: "aws:s3/bucket:Bucket",
        custom: true,
        id: "files",
        protect: true,
        provider: `${provider}::1-2`,
        parent: "urn:pulumi:production::platform::pulumi:pulumi:Stack::platform-production",
        inputs: {
          bucket: "files",
          encrypted: { ...secretMark, ciphertext: "v1:abc" },
          shown: { ...secretMark, plaintext: '"hunter2"' },
          broken: { ...secretMark, plaintext: "no JSON" },
        },
        dependencies: [provider],
        propertyDependencies: { bucket: null },
        customTimeouts: { create: 0, update: 21_600, delete: 0 },
      },
      { urn: `${bucket}-neighbours`, type: "aws:s3/bucket:Bucket", external: true },
      { urn: `${bucket}-old`, type: "aws:s3/bucket:Bucket", delete: true },
      { urn: `${bucket}-next`, type: "aws:s3/bucket:Bucket", pendingReplacement: true },
    ],
  },
};

describe("an exported state", () => {
  let folder: string;
  folderForEach((made) => (folder = made));

  const file = (content: string | Uint8Array): string => {
    const path = join(folder, "state.json");
    writeFileSync(path, content);
    return path;
  };
  const read = (content: unknown) => readExportedStacks(file(JSON.stringify(content)));

  const urnsIn = (stacks: readonly PolicyStack[]) =>
    stacks.flatMap(({ resources }) => resources.map(({ urn }) => urn));

  it("is read as the stack it came from, without what is only read or waits to be deleted or made anew", () => {
    const [stack, ...others] = read(exported);
    expect(others).to.deep.equal([]);
    expect(stack?.stack).to.equal("production");
    expect(stack?.resources.map(({ urn }) => urn)).to.deep.equal([provider, bucket]);
  });

  it("keeps what rules look at: provider, protection, dependencies and timeouts", () => {
    const files = read(exported)[0]?.resources[1];
    expect(files?.provider).to.deep.equal({
      urn: provider,
      type: "pulumi:providers:aws",
      props: { region: "eu-west-1" },
    });
    expect(files?.options.protect).to.equal(true);
    expect(files?.options.customTimeouts.update).to.equal("21600s");
    expect(files?.dependencies).to.deep.equal([provider]);
    expect(files?.propertyDependencies).to.deep.equal({ bucket: [] });
  });

  it("has timeouts of releases as the engine wrote them, in seconds", () => {
    const recorded = gunzipSync(readFileSync("test/engine/recorded/0.2.0/production.json.gz"));
    const updates = readExportedStacks(file(recorded)).flatMap(({ resources }) =>
      resources.map(({ options }) => options.customTimeouts.update).filter((time) => time !== ""),
    );
    expect([...new Set(updates)]).to.deep.equal(["21600s"]);
  });

  for (const [what, encoded] of [
    ["UTF-8 behind a mark", Buffer.from(`\ufeff${JSON.stringify(exported)}`)],
    ["UTF-16", Buffer.from(`\ufeff${JSON.stringify(exported)}`, "utf16le")],
    ["big-endian UTF-16", Buffer.from(`\ufeff${JSON.stringify(exported)}`, "utf16le").swap16()],
  ] as const) {
    it(`can be ${what}, as shells of Windows write it`, () => {
      expect(urnsIn(readExportedStacks(file(encoded)))).to.deep.equal([provider, bucket]);
    });
  }

  it("can be the file that a self-managed backend keeps", () => {
    const checkpoint = { stack: "organization/platform/production", latest: exported.deployment };
    expect(urnsIn(read({ version: 3, checkpoint }))).to.deep.equal([provider, bucket]);
  });

  it("says what was cut off, failed half-way or is to be replaced", () => {
    const [, files] = exported.deployment.resources;
    const resources = [{ ...files, initErrors: ["no steady state"], taint: true }];
    const pending = [{ resource: files, type: "creating" }];
    const [stack] = read({ deployment: { resources, pending_operations: pending } });
    expect(stack?.notShown).to.deep.equal([
      "1 operation was cut off, and the state does not say what became of that: make recover ENV=production",
      "failed half-way, so it may not run as declared: files",
      "tainted, so the next up replaces it: files",
    ]);
    expect(read(exported)[0]?.notShown).to.deep.equal([]);
  });

  it("knows a secret that was exported in the clear and not one that is encrypted", () => {
    const props = read(exported)[0]?.resources[1]?.props;
    expect(props?.shown).to.equal("hunter2");
    expect(() => props?.encrypted).to.throw(UnknownValueError);
    expect(() => props?.broken).to.throw(UnknownValueError);
  });

  it("can be the report that a preview wrote, whose secrets and unknown values are unknown", () => {
    const report = {
      stacks: [
        {
          stack: "dev",
          resources: [
            {
              urn: "urn:pulumi:dev::platform::t:m:T::a",
              type: "t:m:T",
              name: "a",
              parent: null,
              provider: null,
              protect: false,
              dependencies: [],
              propertyDependencies: { size: [bucket] },
              options: {
                ignoreChanges: ["size"],
                additionalSecretOutputs: [],
                deleteBeforeReplace: null,
                customTimeouts: { create: "", update: "6h", delete: "" },
              },
              inputs: { password: "[secret]", host: "[unknown]", size: 1 },
              outputs: {},
              source: null,
            },
          ],
          verdicts: [],
        },
      ],
    };
    const [resource] = read(report)[0]?.resources ?? [];
    expect(resource?.props.size).to.equal(1);
    expect(resource?.propertyDependencies).to.deep.equal({ size: [bucket] });
    expect(resource?.options).to.deep.include({ ignoreChanges: ["size"] });
    expect(resource?.options.customTimeouts.update).to.equal("6h");
    expect(() => resource?.props.password).to.throw(UnknownValueError);
    expect(() => resource?.props.host).to.throw(UnknownValueError);
  });

  for (const [what, content, says] of [
    ["is not JSON", "nope", "can't be read as JSON"],
    ["is something else", "{}", "--file exported-state.json"],
    ["has a stack that is none", '{"stacks":[1]}', '"urn" and a "type"'],
    ["has a resource without a URN", '{"deployment":{"resources":[{}]}}', '"urn" and a "type"'],
    [
      "has a URN that is none",
      '{"deployment":{"resources":[{"urn":"x","type":"y"}]}}',
      '"x" is no URN',
    ],
  ] as const) {
    it(`is refused when it ${what}`, () => {
      expect(() => readExportedStacks(file(content)))
        .to.throw(UsageError)
        .with.property("message")
        .that.includes(says);
    });
  }

  it("is refused when it is not there", () => {
    expect(() => readExportedStacks(join(folder, "missing.json"))).to.throw(UsageError, /missing/);
  });
});
