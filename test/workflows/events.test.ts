import { expect } from "chai";
import { readStack } from "../../operations/environment";
import { sampleRoot } from "../support/project";
import { some } from "../support/some";
import {
  commit,
  dispatch,
  type Happening,
  matches,
  pullRequest,
  push,
  schedule,
  startedBy,
  workflowRun,
} from "./support/events";
import { play, type PlayedJob } from "./support/play";

const up = JSON.stringify([{ number: 7, commit }]);
const answers = {
  "make version": `commit=${commit}\n`,
  "make changed": '{"workloads":[{"name":"admin","changed":true}]}\n',
  "make build": "[]\n",
  "make pr-plan": `up=${up}\ndown=[8]\n`,
};
const version = { version: "v1.2.0", passport: "" };

/** Every job that runs for what happened, in any workflow, as `file: job`, with the environment that it enters. */
async function jobsFor(happening: Happening): Promise<readonly (readonly [string, PlayedJob])[]> {
  const found: (readonly [string, PlayedJob])[] = [];
  for (const file of startedBy(happening)) {
    if (happening.github.event_name === "workflow_dispatch") continue;
    for (const job of await play(file, happening, { answers }))
      found.push([`${file}: ${job.id}`, job]);
  }
  return found;
}

async function namesFor(happening: Happening): Promise<readonly string[]> {
  return (await jobsFor(happening)).map(
    ([name, { environment }]) => name + (environment === "" ? "" : ` in ${environment}`),
  );
}

const checks = [
  "preview.yml: offline",
  "quality.yml: quality",
  ...["codeql", "dependencies", "images", "secrets", "workflows", "security"].map(
    (id) => `security.yml: ${id}`,
  ),
  "test.yml: test",
];

describe("what an event starts", () => {
  it("a fork's pull request: what judges it, without a secret, a variable, an environment or a cloud's role", async () => {
    const jobs = await jobsFor(pullRequest("opened", { from: "someone/platform" }));
    expect(jobs.map(([name]) => name)).to.deep.equal(checks);
    for (const [name, { environment, permissions, secrets, result }] of some(jobs)) {
      expect({ environment, secrets, result }, name).to.deep.equal({
        ...{ environment: "", secrets: [], result: "success" },
      });
      expect(permissions, name).not.to.have.property("id-token");
    }
  });

  it("a fork's pull request with the label: nothing more, and nothing where its relay ended", async () => {
    const labels = ["environment"];
    const labelled = pullRequest("labeled", {
      from: "someone/platform",
      labels,
      label: "environment",
    });
    expect(await namesFor(labelled)).to.deep.equal(["pr-event.yml: event"]);
    expect(await namesFor(workflowRun("someone/platform"))).to.deep.equal([
      "preview-comment.yml: comment",
    ]);
  });

  it("a pull request of this repository: previews on the real state as well, and SonarQube", async () => {
    const names = await namesFor(pullRequest("opened"));
    expect(names.filter((name) => !checks.includes(name))).to.deep.equal([
      ...["dev", "staging", "production"].map((stack) => `preview.yml: pulumi in ${stack}-preview`),
      "quality.yml: sonarqube",
    ]);
  });

  it("a push to develop: a build, and staging with what it built", async () => {
    const names = await namesFor(push("refs/heads/develop"));
    expect(
      names.filter((name) => name.startsWith("deploy") || name.includes(" in ")),
    ).to.deep.equal(["deploy.yml: build in build", "deploy.yml: staging in staging"]);
  });

  for (const ref of ["refs/heads/main", "refs/tags/v1.2.0"]) {
    it(`a push to ${ref}: production behind both gates, with nothing built`, async () => {
      const jobs = await jobsFor(push(ref));
      const deploying = jobs.filter(([name]) => name.startsWith("promote"));
      expect(deploying.map(([, { environment }]) => environment)).to.deep.equal([
        "",
        "production-approval",
        "production",
      ]);
      const made = jobs.flatMap(([, { calls }]) => calls.map(([, target]) => target));
      expect(made).to.include("release").and.not.include("build");
    });
  }

  it("another branch or tag: nothing", async () => {
    for (const ref of ["refs/heads/feature", "refs/heads/main/x", "refs/tags/1.0"])
      expect(await namesFor(push(ref)), ref).to.deep.equal([]);
  });

  it("a label, a push, an end of a pull request with an environment: its relay, and then what is to be there", async () => {
    const labels = ["environment"];
    const relays = async (happening: Happening): Promise<boolean> =>
      startedBy(happening).includes("pr-event.yml") &&
      (await play("pr-event.yml", happening)).length > 0;
    for (const action of ["synchronize", "closed", "reopened"]) {
      expect(await relays(pullRequest(action, { labels })), action).to.equal(true);
      expect(await relays(pullRequest(action)), action).to.equal(false);
    }
    for (const action of ["labeled", "unlabeled"]) {
      expect(await relays(pullRequest(action, { label: "environment" })), action).to.equal(true);
      expect(await relays(pullRequest(action, { labels, label: "bug" })), action).to.equal(false);
    }
    expect(await namesFor(workflowRun())).to.deep.equal([
      "pr-environment.yml: plan",
      "pr-environment.yml: up in dev",
      "pr-environment.yml: down in dev",
      "preview-comment.yml: comment",
    ]);
  });

  it("the clock: drift and a drill in staging, a sweep of pull requests, the security scans, and the question whether staging gets rows", async () => {
    const names = await namesFor(schedule());
    expect(names.filter((name) => !name.startsWith("security"))).to.deep.equal([
      "drift.yml: drift in staging",
      "pr-environment.yml: plan",
      "pr-environment.yml: up in dev",
      "pr-environment.yml: down in dev",
      "restore-drill.yml: drill in staging",
      "staging-data.yml: ask",
    ]);
  });
});

/** Whether a gate lets a ref in, by what its stack declares; GitHub looks at the ref that executes, a pull request's merge too. */
function admits(environment: string, ref: string): boolean {
  const stack = environment === "build" ? "shared" : (environment.split("-")[0] ?? "");
  const spec = readStack(sampleRoot(), stack);
  const gate =
    spec.kind === "shared"
      ? { branchPatterns: spec.buildBranches, tagPatterns: [] }
      : spec.gates.find(({ name }) => name === environment);
  const [, kind, short = ""] = /^refs\/(heads|tags)\/(.+)$/u.exec(ref) ?? [];
  const patterns = kind === "tags" ? gate?.tagPatterns : gate?.branchPatterns;
  return (patterns ?? []).some((pattern) => matches(pattern, kind === undefined ? ref : short));
}

describe("a GitHub environment's rules, which look at the ref that executes", () => {
  it("let in every job that enters one", async () => {
    for (const happening of [
      pullRequest("opened"),
      push("refs/heads/develop"),
      push("refs/heads/main"),
      push("refs/tags/v1.2.0"),
      workflowRun(),
      schedule(),
    ]) {
      const { event_name: name, ref } = happening.github;
      const entered = (await jobsFor(happening)).map(([, { environment }]) => environment);
      for (const environment of entered.filter((each) => each !== ""))
        expect(admits(environment, ref), `${environment} ${name} ${ref}`).to.equal(true);
    }
  });

  it("let in what a person starts on the branch that the workflow says", async () => {
    for (const [file, ref, inputs] of [
      ["acceptance.yml", "refs/heads/develop", version],
      ["promote.yml", "refs/heads/main", version],
      [
        "rollback.yml",
        "refs/heads/develop",
        { environment: "staging", version: "12", reason: "x" },
      ],
      [
        "rollback.yml",
        "refs/heads/main",
        { environment: "production", version: "12", reason: "x" },
      ],
      ["drift.yml", "refs/heads/develop", { environment: "dev" }],
      ["drift.yml", "refs/heads/main", { environment: "production" }],
      ["restore-drill.yml", "refs/heads/main", { environment: "production" }],
      ["staging-data.yml", "refs/heads/main", {}],
      ["pr-environment.yml", "refs/heads/develop", { number: "7" }],
      ["consent.yml", "refs/heads/main", { services: "admin", answer: "CONTINUE" }],
    ] as const) {
      const jobs = await play(file, dispatch(ref, inputs), { answers });
      const entered = jobs.map(({ environment }) => environment).filter((each) => each !== "");
      for (const environment of some(entered)) {
        expect(admits(environment, ref), `${file} ${environment}`).to.equal(true);
        expect(admits(environment, "refs/heads/feature"), `${file} ${environment}`).to.equal(false);
      }
    }
  });

  it("let no pull request's own run into what deploys", () => {
    for (const environment of ["dev", "staging", "production", "production-approval"])
      expect(admits(environment, "refs/pull/2/merge"), environment).to.equal(false);
  });
});
