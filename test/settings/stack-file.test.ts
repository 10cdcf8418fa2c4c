import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  listStacks,
  readStackConfig,
  stackFile,
  type StackConfig,
} from "../../settings/stack-file";
import { type Changes, projectRoot, sampleProject, swap } from "../support/project";

function configOf(stack: string, changes: Changes = {}): StackConfig {
  const config = readStackConfig(sampleProject(changes), stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  return config.value;
}

/** A stack file with these lines under `config:`. */
function dev(...lines: readonly string[]): Changes {
  return { "Pulumi.dev.yaml": ["config:", ...lines.map((line) => `  ${line}`), ""].join("\n") };
}

describe("readStackConfig", () => {
  // Every expected text was read off the engine's own loader (workspace.LoadProjectStack, v3.250).
  it("gives texts as they are, and JSON with ordered keys for everything else", () => {
    const { values } = configOf(
      "dev",
      dev(
        "platform:host: dev.acme.example",
        "platform:number: 12",
        "platform:yes: true",
        "platform:aws: { region: eu-west-1, accountId: '111111111111', zones: [b, a] }",
      ),
    );
    expect(values).to.include({
      "platform:host": "dev.acme.example",
      "platform:number": "12",
      "platform:yes": "true",
      "platform:aws": '{"accountId":"111111111111","region":"eu-west-1","zones":["b","a"]}',
    });
  });

  it("gives an unquoted date as the engine does: as a time", () => {
    const { values } = configOf("dev", dev("platform:expiresOn: 2026-07-08"));
    expect(values["platform:expiresOn"]).to.equal("2026-07-08 00:00:00 +0000 UTC");
  });

  it("puts a key without a namespace into the project's", () => {
    expect(configOf("dev", dev("host: x")).values["platform:host"]).to.equal("x");
  });

  it("takes from Pulumi.yaml what the stack does not say, key by whole key", () => {
    const { values, ownKeys } = configOf(
      "dev",
      dev("platform:github: { owner: other }", "platform:host: x"),
    );
    expect(values["platform:github"]).to.equal('{"owner":"other"}');
    expect(values["platform:product"]).to.equal("acme");
    expect(values["pulumi:disable-default-providers"]).to.equal('["*"]');
    expect(ownKeys).to.deep.equal(["platform:github", "platform:host"]);
  });

  it("never hands out a ciphertext, and says which keys are secret", () => {
    const { values, secretKeys } = configOf(
      "dev",
      dev(
        "platform:token: { secure: v1:abc }",
        "platform:deep: { a: 1, b: { secure: v1:def } }",
        "platform:plain: { secure: 1 }",
      ),
    );
    expect(values["platform:token"]).to.equal("[secret]");
    expect(values["platform:deep"]).to.equal('{"a":1,"b":"[secret]"}');
    expect(values["platform:plain"]).to.equal('{"secure":1}');
    expect(secretKeys).to.deep.equal(["platform:token", "platform:deep"]);
  });

  it("begins a pull request's environment on the day that is named, then on the same day for all who ask", () => {
    const root = sampleProject();
    const begun = (createdOn?: Date): string | undefined => {
      const config = readStackConfig(root, "pr-7", createdOn);
      return "value" in config ? config.value.values["platform:createdOn"] : undefined;
    };
    for (const day of ["2026-02-26", "2026-03-05"]) {
      expect(begun(new Date(`${day}T12:00:00Z`))).to.equal(day);
      expect(begun()).to.equal(day);
    }
  });

  it("reads files with a byte order mark and Windows line ends", () => {
    const text = (before: string) => `\uFEFF${before.replaceAll("\n", "\r\n")}`;
    expect(configOf("dev", { "Pulumi.dev.yaml": text }).values).to.deep.equal(
      configOf("dev").values,
    );
  });
});

describe("stackFile", () => {
  const createdOn = new Date("2026-02-26T12:00:00Z");

  it("fills in the template for a pull request that has no file", () => {
    const file = stackFile(sampleProject(), "pr-7", createdOn);
    const text = "value" in file ? file.value.text : "";
    expect(text).to.contain("platform:host: pr-7.dev.acme.example");
    expect(text).to.contain('platform:createdOn: "2026-02-26"');
    expect(text).to.contain('platform:expiresOn: "2026-03-05"');
    expect(text).to.contain("cidr: 10.135.0.0/16");
    expect(text).not.to.contain("${number}");
  });

  it("prefers the pull request's own file", () => {
    const root = sampleProject({ "Pulumi.pr-7.yaml": "config: { platform:host: own }\n" });
    const file = stackFile(root, "pr-7", createdOn);
    expect("value" in file && file.value).to.deep.equal({
      file: "Pulumi.pr-7.yaml",
      text: "config: { platform:host: own }\n",
    });
  });

  it("takes the empty file that a shell makes for a redirect for none", () => {
    const file = stackFile(sampleProject({ "Pulumi.pr-7.yaml": "" }), "pr-7", createdOn);
    expect("value" in file && file.value.file).to.equal("Pulumi.pr.template.yaml");
  });

  it("keeps the salt that `pulumi stack init` leaves, below the template's settings", () => {
    const salt = "encryptionsalt: v1:ZGlnZXN0:v1:bm9uY2U=:c2FsdA==\n";
    const filled = stackFile(sampleProject(), "pr-7", createdOn);
    const template = "value" in filled ? filled.value.text : "";
    for (const own of [salt, `config: {}\n${salt}`, `config:\n${salt}`]) {
      const file = stackFile(sampleProject({ "Pulumi.pr-7.yaml": own }), "pr-7", createdOn);
      expect("value" in file && file.value.text).to.equal(`${template}${salt}`);
    }
    expect(configOf("pr-7", { "Pulumi.pr-7.yaml": salt }).values).to.include({
      "platform:host": "pr-7.dev.acme.example",
    });
  });

  it("is written by its command, once, also through a redirect", () => {
    const root = sampleProject({ "Pulumi.pr-7.yaml": "encryptionsalt: v1:c2FsdA==\n" });
    const path = join(root, "Pulumi.pr-7.yaml");
    const command = `"${process.execPath}" --import tsx "${projectRoot}/settings/write-stack-file.ts" pr-7`;
    const run = () => execSync(`${command} 2>&1`, { cwd: root, encoding: "utf8" });
    expect(run()).to.equal("Pulumi.pr-7.yaml: written\n");
    const written = readFileSync(path, "utf8");
    expect(written).to.match(/platform:host: pr-7[^]*encryptionsalt: v1:c2FsdA==\n$/);
    expect(run()).to.equal("Pulumi.pr-7.yaml: is there already\n");
    expect(readFileSync(path, "utf8")).to.equal(written);
    execSync(`${command} > Pulumi.pr-7.yaml 2>/dev/null`, { cwd: root });
    expect(readFileSync(path, "utf8")).to.include("platform:host: pr-7");
  });

  it("makes nothing up for a permanent environment", () => {
    const file = stackFile(sampleProject({ "Pulumi.dev.yaml": null }), "dev", createdOn);
    expect("problems" in file && file.problems[0]?.got).to.equal("no such file");
  });
});

describe("listStacks", () => {
  it("begins with shared and the permanent environments in the order of a release", () => {
    const root = sampleProject({
      "Pulumi.pr-12.yaml": "config: {}",
      "Pulumi.demo.yaml": "config: {}",
      "Pulumi.staging.yaml": swap("live: blue", "live: green"),
    });
    expect(listStacks(root)).to.deep.equal([
      "shared",
      "dev",
      "staging",
      "production",
      "demo",
      "pr-12",
    ]);
  });
});
