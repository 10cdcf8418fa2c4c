import { expect } from "chai";
import { tiers } from "../../blueprint/tiers";
import packageJson from "../../package.json";
import { minutesOf } from "../../settings/values";
import { dispatch, pullRequest, push } from "./support/events";
import { play } from "./support/play";
import { action, job } from "./support/workflows";

const version = `commit=${"e".repeat(40)}\n`;

describe("a deployment", () => {
  it("of staging builds what changed, names it beside what runs, releases, asks for health and tells", async () => {
    const answers = {
      "make changed": '{"workloads":[{"name":"admin","changed":true}]}',
      "make build": "[]",
    };
    const [build, staging] = await play("deploy.yml", push("refs/heads/develop"), { answers });
    const base = `BASE=${"b".repeat(40)}`;
    expect(build?.calls).to.deep.equal([
      ["npm", "ci", "--ignore-scripts"],
      ["make", "registry-login"],
      ["make", "changed", base, "JSON=1"],
      ["make", "build", "CHANGED=changed.json", "PUSH=1", "JSON=1"],
    ]);
    expect(staging?.calls).to.deep.equal([
      ["npm", "ci", "--ignore-scripts"],
      ["make", "fetch", "ENV=staging"],
      ["make", "record", "ENV=staging", "FILE=builds.json", base],
      ["make", "release", "ENV=staging"],
      ["make", "health-check-all", "ENV=staging"],
      ["make", "notify", "ENV=staging", "EVENT=deployment", "OUTCOME=success"],
    ]);
  });

  it("does nothing in staging where a build failed, and tells where the release did", async () => {
    const happening = push("refs/heads/develop");
    const [build, ...none] = await play("deploy.yml", happening, {
      answers: { "make build!": "" },
    });
    expect(build?.result).to.equal("failure");
    expect(none).to.deep.equal([]);
    const [, staging] = await play("deploy.yml", happening, { answers: { "make release!": "" } });
    expect(staging?.calls.slice(-2)).to.deep.equal([
      ["make", "release", "ENV=staging"],
      ["make", "notify", "ENV=staging", "EVENT=deployment", "OUTCOME=failure"],
    ]);
  });

  it("of production takes the version that a person named, once it passed its gates, and the passport with it", async () => {
    const started = dispatch("refs/heads/main", { version: "v1.2.0", passport: "sha256:0a" });
    const answers = { "make version": version };
    const keep = ["approved.md"];
    const [named, approval, production] = await play("promote.yml", started, { answers, keep });
    expect(named?.calls.slice(1)).to.deep.equal([
      ["make", "version", "VERSION=v1.2.0", "BRANCH=main"],
      ["make", "gates", "ENV=staging"],
      ["make", "passport", "PASSPORT=approved.md", "BASE=HEAD^", "ENV=production"],
    ]);
    expect(named?.kept["approved.md"]).to.equal("sha256:0a\n");
    expect(approval?.calls).to.deep.equal([]);
    expect(production?.uses[0]).to.deep.equal([
      "actions/checkout",
      { ref: "e".repeat(40), "fetch-depth": "0", "persist-credentials": "false" },
    ]);
    expect(production?.calls.slice(2)).to.deep.equal([
      ["make", "passport", "PASSPORT=approved.md", "BASE=HEAD^", "ENV=production"],
      ["make", "release", "ENV=production"],
      ["make", "health-check-all", "ENV=production"],
      ["make", "notify", "ENV=production", "EVENT=deployment", "OUTCOME=success"],
    ]);
  });

  it("of production holds what is pushed to main against what its pull request's approvers saw", async () => {
    const answers = { "make version": version, "make approved": "production sha256:0b files=1\n" };
    const happening = push("refs/heads/main");
    const [named] = await play("promote.yml", happening, { answers, keep: ["approved.md"] });
    expect(named?.calls.at(-2)).to.deep.equal(["make", "approved", `COMMIT=${"e".repeat(40)}`]);
    expect(named?.kept["approved.md"]).to.equal("production sha256:0b files=1\n");
  });

  for (const failing of ["version", "gates", "approved", "passport"]) {
    it(`of production asks nobody for what does not pass \`make ${failing}\``, async () => {
      const started = dispatch("refs/heads/main", { version: "feature" });
      const answers = { "make version": version, [`make ${failing}!`]: "" };
      const played = await play("promote.yml", started, { answers });
      expect(played.map(({ id, result }) => [id, result])).to.deep.equal([["version", "failure"]]);
    });
  }

  it("of acceptance is staging's, with nothing built", async () => {
    const started = dispatch("refs/heads/develop", { version: "v1.2.0" });
    const [, staging] = await play("acceptance.yml", started, {
      answers: { "make version": version },
    });
    expect(staging?.environment).to.equal("staging");
    expect(staging?.calls.map(([, target]) => target)).to.deep.equal([
      ...["ci", "fetch", "release", "health-check-all", "notify"],
    ]);
    const { concurrency } = job("deploy.yml", "staging");
    expect(job("acceptance.yml", "staging").concurrency).to.deep.equal(concurrency);
  });

  it("of rows into staging knows both databases, and nothing of a cloud but whom to tell", async () => {
    const [refresh] = await play("staging-data.yml", dispatch("refs/heads/main", {}));
    expect(refresh?.calls.filter(([program]) => program === "make")).to.deep.equal([
      ["make", "staging-data"],
      ["make", "notify", "ENV=staging", "EVENT=staging-data", "OUTCOME=success"],
    ]);
    expect(refresh?.secrets).to.have.members(["READER_DATABASE_URL", "STAGING_DATABASE_URL"]);
    const { concurrency } = job("deploy.yml", "staging");
    expect(job("staging-data.yml", "refresh").concurrency).to.deep.equal(concurrency);
  });

  it("goes back to what a person named, and says why", async () => {
    const inputs = { environment: "production", version: "admin@1.1.2", reason: "it's slow" };
    const [rollback] = await play("rollback.yml", dispatch("refs/heads/main", inputs));
    expect(rollback?.calls.slice(2, 3)).to.deep.equal([
      ["make", "rollback", "ENV=production", "VERSION=admin@1.1.2", "REASON=it's slow"],
    ]);
  });

  it("is never ended in its middle by the next one", () => {
    for (const [file, id] of [
      ["deploy.yml", "build"],
      ["deploy.yml", "staging"],
      ["acceptance.yml", "staging"],
      ["promote.yml", "production"],
      ["rollback.yml", "rollback"],
      ["restore-drill.yml", "drill"],
      ["staging-data.yml", "refresh"],
      ["pr-environment.yml", "up"],
      ["pr-environment.yml", "down"],
    ] as const)
      expect(job(file, id).concurrency, `${file} ${id}`).to.include({
        "cancel-in-progress": false,
      });
  });

  it("gives a service less time than its job, and the job less than its session", () => {
    for (const [file, id] of [
      ["deploy.yml", "staging"],
      ["acceptance.yml", "staging"],
      ["promote.yml", "production"],
    ] as const) {
      const { "timeout-minutes": minutes = 0, steps } = job(file, id);
      const engine = steps.find(({ uses }) => uses === "./.github/actions/pulumi");
      const session = Number(engine?.with?.["session-seconds"]) / 60;
      const tier = tiers[id];
      expect(minutesOf(tier.updateTimeout), id).to.be.below(minutes);
      expect(minutes, id).to.be.below(session);
      expect(session * 60, id).to.equal(tier.deploySessionSeconds);
    }
  });

  it("has the engine of the program's own SDK", () => {
    const engine = action.runs.steps.at(-1);
    expect(engine?.uses).to.match(/^pulumi\/actions@/u);
    expect(engine?.with).to.include({
      policyPacks: "policies",
      "pulumi-version": packageJson.dependencies["@pulumi/pulumi"],
    });
  });
});

describe("drift", () => {
  const inputs = { environment: "production" };
  const found = { "make drift!": "1 bucket was changed by hand, says @octocat\n" };

  it("that is found is one issue, opened or brought up to date, in which nobody is called by name", async () => {
    const started = dispatch("refs/heads/main", inputs);
    const [, opened] = await play("drift.yml", started, { answers: found, keep: ["body.md"] });
    expect(opened?.calls.map((call) => call.slice(0, 3))).to.deep.equal([
      ["gh", "issue", "list"],
      ["gh", "issue", "create"],
    ]);
    expect(opened?.kept["body.md"]).to.match(
      /^https:\S+\n\n {4}1 bucket was changed by hand, says @octocat\n$/u,
    );
    const answers = { ...found, "gh issue": "12\n" };
    const [, updated] = await play("drift.yml", started, { answers });
    expect(updated?.calls.at(-1)).to.deep.equal([
      ...["gh", "issue", "edit", "12", "--body-file", "body.md"],
    ]);
  });

  it("that is not there leaves the issues alone", async () => {
    const played = await play("drift.yml", dispatch("refs/heads/main", inputs));
    expect(played.map(({ id }) => id)).to.deep.equal(["drift"]);
  });
});

describe("an environment of a pull request", () => {
  it("is made from its commit and taken down from develop, under its own name and role", async () => {
    const answers = {
      "make pr-plan": `up=[{"number":7,"commit":"${"c".repeat(40)}"}]\ndown=[8]\n`,
    };
    const started = dispatch("refs/heads/develop", { number: "7" });
    const [plan, up, down] = await play("pr-environment.yml", started, { answers });
    expect(plan?.calls.at(-1)).to.deep.equal(["make", "pr-plan", "NUMBER=7"]);
    expect(up?.calls.map((call) => call.slice(1))).to.deep.equal([
      ["ci", "--ignore-scripts"],
      ["stack-file", "ENV=pr-7"],
      ["release", "ENV=pr-7"],
      ["health-check-all", "ENV=pr-7"],
    ]);
    expect(down?.calls.at(-1)).to.deep.equal(["make", "teardown", "ENV=pr-8"]);
    for (const [played, stack] of [
      [up, "pr-7"],
      [down, "pr-8"],
    ] as const) {
      const [, given] = played?.uses.find(([name]) => name.startsWith("aws-actions/")) ?? [];
      expect(given).to.include({
        "role-to-assume": `arn:aws:iam::111111111111:role/acme-${stack}-deploy`,
      });
    }
    const checkouts = [up, down].map((played) => played?.uses[0]?.[1].ref);
    expect(checkouts).to.deep.equal(["c".repeat(40), undefined]);
  });

  it("is left alone where nothing is to be made or taken down", async () => {
    const answers = { "make pr-plan": "up=[]\ndown=[]\n" };
    const played = await play("pr-environment.yml", pullRequest("opened"), { answers });
    expect(played.map(({ id }) => id)).to.deep.equal(["plan"]);
  });
});
