import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readWorkloads } from "../../settings/read-workloads";
import { UsageError } from "../../settings/usage-error";
import { homes, parseNewService, type Target } from "../../tools/new-service/options";
import { writeWorkload } from "../../tools/new-service/write-workload";
import { projectRoot } from "../support/project";
import { sampleRepository } from "../support/sample-repository";
import { folderForAll } from "../support/temporary-folder";

const names: Record<Target, string> = {
  "aws-ecs": "suppliers",
  "cloudflare-worker": "orders",
  "cloudflare-pages": "shop",
};

describe("make new-service", () => {
  let root: string;
  folderForAll((folder) => (root = sampleRepository(folder)));

  it("writes of each target a workload whose tests pass, in the project's format, and nothing else", () => {
    for (const [target, name] of Object.entries(names) as [Target, string][]) {
      const folder = writeWorkload(root, { name, target });
      expect(folder).to.equal(`${homes[target]}/${name}`);
      const { status, stdout, stderr } = spawnSync("make", ["test"], {
        cwd: join(root, folder),
        encoding: "utf8",
        env: { PATH: process.env.PATH },
      });
      expect(status, stdout + stderr).to.equal(0);
      expect(stdout).to.match(/^(?:#|ℹ) pass [1-9]/m);
    }
    execFileSync("npx", ["prettier", "--check", ...Object.values(homes)], { cwd: root });
    const found = execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
    const written = Object.entries(names).map(
      ([target, name]) => `?? ${homes[target as Target]}/${name}/`,
    );
    expect(found.trimEnd().split("\n").sort()).to.deep.equal(written.sort());
  });

  it("violates no policy in any environment with them, before and after their first build", () => {
    const start = join(root, "preview", "start.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [start, "preview"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(status, stderr + stdout).to.equal(0);
    expect(stdout).to.match(/4 stacks, .* nothing mandatory violated$/m);
  });

  it("refuses a name that is none, is taken or is the platform's, and leaves nothing behind", () => {
    for (const [name, said] of [
      ["", "letters, digits"],
      ["../x", "letters, digits"],
      ["Shop", "letters, digits"],
      ["a--b", "letters, digits"],
      ["$(touch hit)", "letters, digits"],
      ["admin", "services/admin already"],
      ["shop", "apps/shop already"],
    ] as const) {
      const before = readWorkloads(root).names.size;
      expect(() => writeWorkload(root, { name, target: "aws-ecs" }), name).to.throw(said);
      expect(readWorkloads(root).names.size).to.equal(before);
    }
    const main = join(projectRoot, "tools/new-service/main.ts");
    const asked = ["--import", "tsx", main, "--name", "blue", "--target", "aws-ecs"];
    const { status, stderr } = spawnSync(process.execPath, asked, { cwd: root, encoding: "utf8" });
    expect(status).to.equal(2);
    expect(stderr).to.include("a name that does not belong to the platform itself");
    expect(existsSync(join(root, "services", "blue"))).to.equal(false);
    expect(() => parseNewService(["--name", "x"])).to.throw(UsageError, "--target: got");
    expect(() => parseNewService(["--name", "x", "--target", "aws-esc"])).to.throw(
      "did you mean aws-ecs?",
    );
  });
});
