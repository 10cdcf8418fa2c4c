import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { chooseWorkloads } from "../../settings/choose-workloads";
import { UsageError } from "../../settings/usage-error";
import { requireDeployable } from "../../tools/workloads/deployable";
import { listWorkloads } from "../../tools/workloads/list";
import { parseWorkloads } from "../../tools/workloads/options";
import { jobsOf } from "../../tools/workloads/run-stage";
import { deployStages, typed } from "../../tools/workloads/steps";
import { projectRoot, sampleProject } from "../support/project";

/** A Makefile whose test prints something and ends so. */
function makefile(test: string): string {
  return `install build:\n\t@:\ntest:\n\t@${test}\n`;
}

describe("workloads by name", () => {
  let root: string;
  before(() => {
    root = sampleProject({
      "services/accounts/Makefile": makefile("echo accounts says yes"),
      "services/admin/Makefile": makefile("echo admin is broken; false"),
      "apps/qis-data-management": null,
      "apps/landing-page/Makefile": makefile("echo landing-page says APP=$(APP)"),
    });
  });

  const run = (args: readonly string[], makeFlags = "") => {
    const main = join(projectRoot, "tools/workloads/main.ts");
    return spawnSync(process.execPath, ["--import", "tsx", main, ...args], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, MAKEFLAGS: makeFlags },
    });
  };

  it("are tested side by side: each output whole, only of what failed, and what failed below it all", () => {
    const { status, stdout } = run(["test"], " -j2 --jobserver-auth=3,4 -- APP=other");
    expect(status).to.equal(1);
    expect(stdout).to.match(
      /^── admin ─+\nadmin is broken\n(?:.*\n)?admin: FAILED \(\d+\.\d s\)$/m,
    );
    expect(stdout)
      .to.match(/^accounts: passed/m)
      .and.not.include("accounts says");
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal("3 workloads, failed: admin");
    expect(stdout).to.match(/^landing-page: passed/m);
  });

  it("are one by name or by folder, whose output comes as it is", () => {
    const { status, stdout } = run(["test", "--app", "apps/landing-page/"]);
    expect([status, stdout.split("\n")[0]]).to.deep.equal([0, "landing-page says APP="]);
    const chosen = (app: string) => chooseWorkloads(root, app).map(({ name }) => name);
    for (const app of ["landing-page", "apps/landing-page", "./apps/landing-page/"]) {
      expect(chosen(app)).to.deep.equal(["landing-page"]);
    }
    for (const [app, said] of [
      ["apps/admin", "did you mean services/admin?"],
      ["acounts", "did you mean accounts?"],
      ["$(touch hit)", 'got "$(touch hit)"'],
      ["services/../services/admin", "expected a folder in apps/ or services/"],
    ] as const) {
      expect(() => chosen(app), app).to.throw(UsageError, said);
    }
    for (const [args, said] of [
      [["--app", ""], "--app is missing"],
      [["--app", "admin", "--base", "HEAD"], "--app and --base: give one of them"],
    ] as const) {
      expect(() => parseWorkloads(["test", ...args])).to.throw(UsageError, said);
    }
    expect(run(["test", "--service", "landing-page"]).stderr).to.include("APP=landing-page");
  });

  it("are listed with what each environment runs", () => {
    const shown = listWorkloads(root, { inFolder: "services", json: false });
    expect(shown).to.match(/^Workload +Target +Version +dev +staging +production$/m);
    expect(shown)
      .to.match(/^accounts +cloudflare-worker /m)
      .and.not.include("landing-page");
    const listed = JSON.parse(listWorkloads(root, { json: true })) as { name: string }[];
    expect(listed.map(({ name }) => name)).to.deep.equal(["accounts", "admin", "landing-page"]);
  });

  it("are deployed as a dry run shows, under either name of an environment", () => {
    const dryRun = (stack: string, ...args: readonly string[]) =>
      run(["deploy", "--dry-run", "--stack", stack, ...args]);
    expect(dryRun("acceptance", "--app", "services/admin").stdout).to.equal(
      "make build APP=admin PUSH=1\nmake promote FROM=dev TO=staging APP=admin\nmake release ENV=staging ONLY=admin\n",
    );
    expect(dryRun("development").stdout).to.match(
      /(?:^make build .*\n){3}make release ENV=dev\n$/m,
    );
    for (const [stack, said] of [
      ["shared", "shared runs no workload"],
      ["acceptence", "did you mean acceptance?"],
    ] as const) {
      expect(() => {
        requireDeployable(stack);
      }).to.throw(said);
    }
  });
});

describe("a deployment", () => {
  const shown = (...args: Parameters<typeof deployStages>) =>
    deployStages(...args).map((stage) => stage.map(typed));

  it("builds side by side, hands on one after the other, and releases once", () => {
    expect(shown("staging", ["a", "b"], "these")).to.deep.equal([
      ["make build APP=a PUSH=1", "make build APP=b PUSH=1"],
      ["make promote FROM=dev TO=staging APP=a"],
      ["make promote FROM=dev TO=staging APP=b"],
      ["make release ENV=staging ONLY=a,b"],
    ]);
  });

  it("never builds for production, and takes settings as well where these changed", () => {
    const release = ["make release ENV=production"];
    expect(shown("production", [], "whole")).to.deep.equal([release]);
    expect(shown("production", ["a"], "all")).to.deep.equal([
      ["make promote FROM=staging TO=production"],
      release,
    ]);
    expect(shown("pr-7", ["a"], "these")).to.deep.equal([["make release ENV=pr-7 ONLY=a"]]);
  });

  it("does as many things at a time as make was told", () => {
    expect(jobsOf("", 8)).to.equal(1);
    expect(jobsOf("s -j3 --jobserver-auth=fifo:/tmp/x", 8)).to.equal(3);
    expect(jobsOf(" -j", 8)).to.equal(8);
    expect(jobsOf(" -- APP=x\\ -j9", 8)).to.equal(1);
  });
});
