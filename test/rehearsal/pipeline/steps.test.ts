import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { cloneWithCommit } from "../../../rehearsal/pipeline/clone";
import { parsePipeline } from "../../../rehearsal/pipeline/options";
import { stepsOf } from "../../../rehearsal/pipeline/steps";
import { projectRoot } from "../../support/project";
import { folderForEach } from "../../support/temporary-folder";

describe("a rehearsed pipeline", () => {
  let folder: string;
  folderForEach((made) => {
    folder = made;
  });

  it("takes the commands of the workflows in their order, with the environment that they name", () => {
    const steps = stepsOf(projectRoot, ["deploy.yml", "promote.yml"]);
    const named = (target: string) => steps.filter((step) => step.target === target);
    expect(named("release")).to.deep.equal([
      { job: "deploy.yml: staging", target: "release", stack: "staging" },
      { job: "promote.yml: production", target: "release", stack: "production" },
    ]);
    const order = steps.map(({ target }) => target);
    expect(order.indexOf("build")).to.be.below(order.indexOf("record"));
    expect(order.indexOf("record")).to.be.below(order.indexOf("release"));
  });

  it("begins with a commit more in a clone, and leaves the checkout alone", () => {
    const root = join(folder, "checkout");
    mkdirSync(root);
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
        cwd: root,
        encoding: "utf8",
      });
    git("init", "--quiet");
    writeFileSync(join(root, "worker.js"), "export default {};\n");
    git("add", "worker.js");
    git("commit", "--quiet", "--message", "Begin");
    const clone = cloneWithCommit(root, join(folder, "clone"), {
      "worker.js": "// more\n",
    });
    expect(readFileSync(join(root, "worker.js"), "utf8")).to.equal("export default {};\n");
    const changed = execFileSync("git", ["diff", "--name-only", "HEAD^"], {
      cwd: clone,
      encoding: "utf8",
    });
    expect(changed).to.equal("worker.js\n");
    expect(git("rev-list", "--count", "HEAD")).to.equal("1\n");
  });

  it("ends in staging or production, and nowhere else", () => {
    expect(parsePipeline([])).to.deep.equal({ to: "production" });
    expect(() => parsePipeline(["--to", "dev"])).to.throw(/expected staging or production/u);
  });
});
