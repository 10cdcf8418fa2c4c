import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import type { Report } from "../../../preview/report/report";
import { secretStrings } from "../../../preview/report/tree";
import { type Changes, projectRoot, sampleProject, sampleRoot, swap } from "../../support/project";
import { recordSample } from "../../support/sample";
import { folderForAll } from "../../support/temporary-folder";

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  cwd = projectRoot,
): Result {
  const start = join(projectRoot, "preview", "start.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}

function previewOf(changes: Changes, ...args: string[]): Result {
  return run(["preview", "--root", sampleProject(changes), ...args]);
}

/** What the shell knows and nobody may print. */
const shellSecrets = {
  NEON_API_KEY: "marker-neon-api-key",
  CLOUDFLARE_API_TOKEN: "marker-cloudflare-token",
  PULUMI_CONFIG_PASSPHRASE: "marker-passphrase",
  AWS_SECRET_ACCESS_KEY: "marker-aws-secret",
};

function git(folder: string, ...args: string[]): void {
  const author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  execFileSync("git", [...author, ...args], { cwd: folder });
}

describe("the preview's command line", function () {
  this.timeout(120_000);
  const preview = ["preview", "--root", sampleRoot()];
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const read = (name: string): string => readFileSync(file(name), "utf8");
  folderForAll((made) => (folder = made));

  let root: string;
  const runAll = (name: string, environment: NodeJS.ProcessEnv): Result =>
    run(
      [
        "preview",
        `--root=${root}`,
        "--verbose",
        "--stack=shared,dev,staging,production,pr-7",
        `--json=${file(`${name}.json`)}`,
        `--markdown=${file(`${name}.md`)}`,
      ],
      environment,
    );
  /** Everything that the preview says of every stack, in a shell that knows secrets. */
  let all: Result;
  before(() => {
    root = sampleProject();
    // A pull request's environment is as old as the newest commit.
    git(root, "init", "--quiet");
    git(root, "commit", "--quiet", "--allow-empty", "--message", "A platform");
    all = runAll("all", shellSecrets);
  });

  it("finds the sample clean and says so for each environment", () => {
    const { code, out, err } = run(preview);
    expect(err).to.equal("");
    expect(code, out).to.equal(0);
    for (const stack of ["shared", "dev", "staging", "production"]) expect(out).to.include(stack);
    expect(out).to.match(/4 stacks, [\d,]+ resources, \d+ rules: clean/);
  });

  it("previews a pull request's environment from the template", () => {
    expect(all.code, all.out).to.equal(0);
    expect(all.out).to.include("pr-7");
  });

  it("writes a report that its schema describes", () => {
    const schema = JSON.parse(
      readFileSync(join(projectRoot, "preview", "report", "report.schema.json"), "utf8"),
    ) as object;
    const report = JSON.parse(read("all.json")) as Report;
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate(report), JSON.stringify(validate.errors)).to.equal(true);
    expect(report.stacks.map(({ stack }) => stack)).to.deep.equal([
      "shared",
      "dev",
      "staging",
      "production",
      "pr-7",
    ]);
  });

  it("prints the same bytes whatever clock, time zone, locale, order of files or number of threads", () => {
    const elsewhere = file("elsewhere.cjs");
    writeFileSync(
      elsewhere,
      `const RealDate = Date;
       globalThis.Date = class extends RealDate {
         constructor(...args) { args.length === 0 ? super(1_900_000_000_000) : super(...args); }
         static now() { return 1_900_000_000_000; }
       };
       const fs = require("node:fs");
       const { readdirSync } = fs;
       fs.readdirSync = (...args) => readdirSync(...args).reverse();
       require("node:module").syncBuiltinESMExports();`,
    );
    const other = runAll("elsewhere", {
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
      UV_THREADPOOL_SIZE: "1",
      NODE_OPTIONS: `--require ${elsewhere}`,
    });
    expect(other.out).to.equal(all.out);
    expect(read("elsewhere.json")).to.equal(read("all.json"));
    expect(read("elsewhere.md")).to.equal(read("all.md"));
  });

  it("uses no colour and no progress line in a pipe", () => {
    expect(all.err).to.equal("");
    expect(all.out).to.include("production").and.not.include("\u001b");
  });

  it("shows no secret anywhere, neither the program's nor the shell's", async () => {
    const printed = [all.out, all.err, read("all.json"), read("all.md")].join("\n");
    for (const marker of Object.values(shellSecrets)) expect(printed).not.to.include(marker);
    for (const stack of ["dev", "staging", "production", "pr-7"]) {
      const recording = await recordSample(stack);
      const secrets = [...recording.registrations.values()].flatMap(({ inputs, outputs }) => [
        ...secretStrings(inputs),
        ...secretStrings(outputs),
      ]);
      expect(secrets.length).to.be.greaterThan(3);
      for (const secret of secrets) {
        expect(printed).not.to.include(JSON.stringify(secret).slice(1, -1));
      }
    }
  });

  it("shows no value that a stack file holds encrypted", () => {
    const { code, out, err } = previewOf(
      {
        "Pulumi.dev.yaml": (text) =>
          `${text}  platform:alerts:\n    emails:\n      - secure: AAABmarkerciphertext\n`,
      },
      "--stack",
      "dev",
      "--json",
      file("secure.json"),
    );
    expect(code).to.be.oneOf([0, 2]);
    const written = existsSync(file("secure.json"))
      ? readFileSync(file("secure.json"), "utf8")
      : "";
    expect(out + err + written).not.to.include("markerciphertext");
  });

  describe("given a mistake", () => {
    const mistakes: readonly (readonly [string, Changes, readonly string[]])[] = [
      [
        "a wrong value",
        { "Pulumi.staging.yaml": swap("10.20.0.0/16", "10.20.0.0/33") },
        ["Pulumi.staging.yaml", "platform:network.cidr", "10.20.0.0/33"],
      ],
      [
        "an unknown key",
        { "services/admin/deploy.yaml": swap("container:", "contaner:") },
        ["services/admin/deploy.yaml", "contaner", "container"],
      ],
      [
        "a manifest that is not YAML",
        { "services/admin/deploy.yaml": "target: [aws-ecs" },
        ["services/admin/deploy.yaml"],
      ],
      [
        "a duplicate workload",
        { "apps/admin/deploy.yaml": "target: aws-ecs\n" },
        ["services/admin", "apps/admin"],
      ],
      ["a missing release", { "releases/production.json": null }, ["releases/production.json"]],
      [
        "a release without a digest",
        { "releases/staging.json": (text) => text.replace(/,\s*"digest": "[^"]*"/, "") },
        ["releases/staging.json", "digest"],
      ],
    ];
    for (const [what, changes, mentions] of mistakes) {
      it(`${what}: names it, says what to write and exits 2`, () => {
        const { code, out, err } = previewOf(changes);
        expect(code, out + err).to.equal(2);
        for (const mention of [...mentions, "got", "expected", "fix"]) {
          expect(err).to.include(mention);
        }
        expect(err).not.to.match(/\n\s+at /);
        expect(out).to.equal("");
      });
    }

    it("reports the mistakes of all files and stacks at once, each of them once", () => {
      const { code, err } = previewOf({
        "Pulumi.dev.yaml": swap("10.10.0.0/16", "nonsense"),
        "releases/production.json": null,
        "services/admin/deploy.yaml": swap("port:", "prot:"),
      });
      expect(code).to.equal(2);
      for (const name of ["Pulumi.dev.yaml", "releases/production.json", "prot"]) {
        expect(err).to.include(name);
      }
      expect(err.split("nonsense")).to.have.length(2);
    });

    it("suggests the stack that was meant", () => {
      const { code, err } = run([...preview, "--stack", "prod"]);
      expect(code).to.equal(2);
      expect(err)
        .to.include("production")
        .and.not.match(/\n\s+at /);
    });

    it("explains a folder that is no project and a file that can't be written", () => {
      const nowhere = run(["preview", "--root", folder]);
      expect(nowhere.code).to.equal(2);
      expect(nowhere.err).to.include("no Pulumi.yaml");
      const unwritable = run([...preview, "--stack", "dev", "--json", file("no/such/report.json")]);
      expect(unwritable.code).to.equal(2);
      expect(unwritable.err).to.include("report.json can't be written");
    });
  });

  it("exits 1 when a mandatory rule is violated and names rule, resource and what to set", () => {
    const { code, out } = previewOf({
      "releases/production.json": (text) =>
        text.replace(/"digest": "sha256:500bf3/, '"digest": "sha256:000000'),
    });
    expect(code, out).to.equal(1);
    expect(out).to.include("release-require-staging-digest");
  });

  it("says of a passport whether it is what would be applied, and names what differs", () => {
    const approved = file("approved.json");
    // Another test may have left a file in the copy that all share.
    const root = sampleProject();
    const { code, err } = run(["preview", "--root", root, "--json", approved]);
    expect(code, err).to.equal(0);
    const asked = ["--passport", approved, "--stack", "production"];
    const same = run(["passport", "--root", root, ...asked]);
    expect(same, same.err).to.include({ code: 0, err: "" });
    expect(same.out).to.match(/^production is what was approved, sha256:[0-9a-f]{64}\n$/);
    const changed = sampleProject({ "Pulumi.production.yaml": (text) => `${text}# more\n` });
    const other = run(["passport", "--root", changed, ...asked]);
    expect(other.code, other.err).to.equal(1);
    expect(other.out).to.include("  files     1 difference\n      ~ Pulumi.production.yaml\n");
  });

  it("compares with a base no passport that was made without one", () => {
    const approved = file("approved.txt");
    writeFileSync(approved, `production sha256:${"0".repeat(64)} files=${"0".repeat(12)}\n`);
    const { code, err } = run(["passport", "--passport", approved, "--base", "HEAD"]);
    expect(code).to.equal(2);
    expect(err).to.include("leave BASE= out");
  });

  it("tells a mistake in the project's own file once, whatever the number of stacks", () => {
    const { code, err } = previewOf({ "Pulumi.yaml": "name: [platform\n" });
    expect(code).to.equal(2);
    expect(err).to.match(/^1 problem in the settings of stacks "shared", "dev"/);
  });

  it("starts from any folder and through a link", () => {
    const link = file("linked");
    symlinkSync(sampleRoot(), link, "dir");
    const { code, out, err } = run(["preview", "--stack", "dev", "--root", link], {}, folder);
    expect(code, err).to.equal(0);
    expect(out).to.include("dev");
  });
});
