import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { readDemands } from "../../../operations/gates/demands";
import { passGates, type Witnesses } from "../../../operations/gates/gates";
import { GitHubChecks } from "../../../operations/gates/github-checks";
import { parseGates, usage } from "../../../operations/gates/options";
import { describeGates } from "../../../operations/gates/report";
import { gatesOf } from "../../../operations/gates/stack-gates";
import { SonarQube } from "../../../operations/gates/sonarqube";
import { openWitnesses } from "../../../operations/gates/witnesses";
import { readEnvironment } from "../../../operations/environment";
import { JsonApi, ServiceError } from "../../../operations/json-api";
import { UsageError } from "../../../settings/usage-error";
import { fixture } from "../../support/project";

const commit = "da84fb292d6880096159723ba4833191438e7b0b";
const head = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
const gates = {
  sonarQube: true,
  testCoverage: 80,
  securityScan: true,
  healthChecks: true,
} as const;
const demands = {
  workloads: [{ workload: "admin", commit, gates }],
  checks: { sonarQube: false, testCoverage: "test", securityScan: "security" },
} as const;

/** Forms: GitHub REST, "List check runs for a Git reference" and "List pull requests associated with a commit". */
const run = (name: string, conclusion: string | null, slug = "github-actions") => ({
  id: 4,
  head_sha: commit,
  name,
  status: conclusion === null ? "in_progress" : "completed",
  conclusion,
  html_url: `https://github.com/acme/platform/runs/${name}`,
  app: { id: 15368, slug },
});

/** Forms: SonarQube's web API, project_analyses/search, qualitygates/project_status, measures/component. */
const gate = (status: string, actualValue: string) => ({
  projectStatus: {
    status,
    conditions: [
      { status, metricKey: "new_coverage", comparator: "LT", errorThreshold: "80", actualValue },
    ],
    ignoredConditions: false,
  },
});

describe("the quality gates of a build", () => {
  let server: Server;
  let address: string;
  /** Answers by the beginning of the address. */
  let answers: Record<string, unknown>;

  before(async () => {
    server = createServer(({ url = "" }, response) => {
      const [, answer] = Object.entries(answers).find(([start]) => url.startsWith(start)) ?? [];
      response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { message: "Not Found" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  after(() => server.close());

  const runs = (of: string, ...found: readonly object[]) => ({
    [`/repos/acme/platform/commits/${of}/check-runs?check_name=`]: {
      total_count: found.length,
      check_runs: found,
    },
  });
  const api = (name: string) =>
    new JsonApi({ name, address, headers: {}, wait: () => Promise.resolve() });
  const witnesses = (sonarqube?: SonarQube): Witnesses => ({
    github: new GitHubChecks(api("GitHub"), "acme/platform"),
    sonarqube,
    health: (workload) =>
      Promise.resolve({
        workload,
        url: "https://admin.acme.example/healthz",
        isHealthy: true,
        answer: "200",
        milliseconds: 83,
        said: "https://admin.acme.example/healthz answered 200 in 83 ms",
      }),
  });
  const sonar = () => new SonarQube(api("SonarQube"), "acme_platform", ["develop"]);
  const verdicts = async (sonarqube?: SonarQube) =>
    Object.fromEntries(
      (await passGates(demands, witnesses(sonarqube))).map(({ gate: name, isPassed, because }) => [
        name,
        `${isPassed ? "passed" : "failed"}: ${because}`,
      ]),
    );

  beforeEach(() => {
    answers = runs(commit, run("test", "success"), run("security", "success"));
  });

  it("are passed by the checks that ended well for its commit, and where it is healthy", async () => {
    const found = await verdicts();
    expect(found.testCoverage).to.match(/^passed: check "test": success \(https:/);
    expect(found.securityScan).to.match(/^passed: check "security"/);
    expect(found.healthChecks).to.match(/^passed: .* answered 200/);
  });

  it("are not passed where nobody answers for them, with what to do", async () => {
    expect((await verdicts()).sonarQube).to.match(
      /^failed: no check answers for it: .*platform:gateChecks\.sonarQube in Pulumi\.shared\.yaml, or set SONAR_HOST_URL/,
    );
    answers = {};
    expect((await verdicts()).testCoverage).to.equal(
      'failed: no check "test" ran for da84fb292d68: build what a pull request merged',
    );
  });

  it("are not passed by a check that failed, was skipped or runs, nor by another app's", async () => {
    for (const conclusion of ["failure", "skipped", "neutral", "cancelled", null]) {
      answers = runs(commit, run("test", "success"), run("test", conclusion));
      const said = conclusion ?? "in progress";
      expect((await verdicts()).testCoverage).to.include(`failed: check "test": ${said}`);
    }
    answers = runs(commit, run("test", "success", "somebody"));
    expect((await verdicts()).testCoverage).to.include("failed: no check");
  });

  it("are those of the pull request whose merge it is, where none ran for the merge", async () => {
    const pull = { number: 12, merged_at: "2026-11-29T10:00:00Z", head: { sha: head } };
    answers = {
      ...runs(head, run("test", "success"), run("security", "failure")),
      [`/repos/acme/platform/commits/${commit}/pulls`]: [{ ...pull, merge_commit_sha: commit }],
    };
    const found = await verdicts();
    expect(found.testCoverage).to.match(/^passed: .*of pull request 12$/);
    expect(found.securityScan).to.match(/^failed: check "security": failure/);
    for (const other of [{ merged_at: null }, { merge_commit_sha: head }]) {
      answers[`/repos/acme/platform/commits/${commit}/pulls`] = [
        { ...pull, merge_commit_sha: commit, ...other },
      ];
      expect((await verdicts()).testCoverage).to.include("failed: no check");
    }
  });

  it("are SonarQube's for that very commit, with the coverage that the manifest asks for", async () => {
    const analysed = {
      analyses: [
        { key: "new", revision: head },
        { key: "AY", revision: commit },
      ],
    };
    answers["/api/project_analyses/search?project=acme_platform&branch=develop&ps=500"] = analysed;
    answers["/api/qualitygates/project_status?analysisId=AY"] = gate("OK", "84.5");
    let found = await verdicts(sonar());
    expect(found.sonarQube).to.equal("passed: SonarQube's gate: OK");
    expect(found.testCoverage).to.equal(
      "passed: 84.5 % of new code is covered, where 80 % are wanted",
    );
    answers["/api/qualitygates/project_status?analysisId=AY"] = gate("ERROR", "71.2");
    found = await verdicts(sonar());
    expect(found.sonarQube).to.equal(
      "failed: SonarQube's gate: ERROR: new_coverage 71.2 (wants 80)",
    );
    expect(found.testCoverage).to.include("failed: 71.2 % of new code");
    answers["/api/qualitygates/project_status?analysisId=AY"] = {
      projectStatus: { status: "OK", conditions: [] },
    };
    expect((await verdicts(sonar())).testCoverage).to.include("failed: SonarQube says nothing");
    answers["/api/project_analyses/search?project=acme_platform&branch=develop&ps=500"] = undefined;
    expect((await verdicts(sonar())).sonarQube).to.include("failed: SonarQube never analysed");
  });

  it("take the coverage of SonarQube's newest analysis where its gate has no condition on it", async () => {
    answers["/api/project_analyses/search"] = { analyses: [{ key: "AY", revision: commit }] };
    answers["/api/qualitygates/project_status"] = { projectStatus: { status: "OK" } };
    const measured = (value: string) => ({
      component: { measures: [{ metric: "new_coverage", period: { index: 1, value } }] },
    });
    answers["/api/measures/component?component=acme_platform&metricKeys=new_coverage"] =
      measured("79.9");
    expect((await verdicts(sonar())).testCoverage).to.include("failed: 79.9 %");
    answers["/api/measures/component?component=acme_platform&metricKeys=new_coverage"] =
      measured("80.0");
    expect((await verdicts(sonar())).testCoverage).to.include("passed: 80 %");
  });

  it("are neither passed nor failed where a service answers what it doesn't document", async () => {
    answers = { "/repos/acme/platform/commits": { check_runs: "none" } };
    const error = await verdicts().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ServiceError);
    expect(String(error)).to.match(/GET \/repos\/acme.* answered another form .*check_runs/);
  });

  it("are those of the manifests, for the commits of the releases", () => {
    const read = readDemands(fixture, "staging");
    expect(read.workloads.map(({ workload }) => workload)).to.include.members([
      "accounts",
      "admin",
    ]);
    expect(read.workloads[0]?.gates).to.deep.equal(gates);
    expect(read.checks.testCoverage).to.equal("test");
    const spec = readEnvironment(fixture, "staging");
    expect(() => openWitnesses(read, spec, {})).to.throw(UsageError, "GITHUB_TOKEN is missing");
    expect(openWitnesses(read, spec, { GITHUB_TOKEN: "t" }).sonarqube).to.equal(undefined);
  });

  it("are asked about in one go, for all workloads of an environment or for some", async () => {
    const env = { GITHUB_TOKEN: "t", GITHUB_API_URL: address };
    const error = await gatesOf(fixture, "staging", ["nope"], env).catch(String);
    expect(error).to.include("releases/staging.json has no release of nope");
    const missing = await gatesOf(fixture, "staging", ["admin"], {}).catch(String);
    expect(missing).to.include("GITHUB_TOKEN is missing");
  });

  it("are shown one a line, and asked for by the environment's name", async () => {
    const results = await passGates(demands, witnesses());
    const text = describeGates("staging", results);
    expect(text).to.match(/^✗ {2}admin {2}sonarQube {5}no check answers/);
    expect(text).to.include("staging: 1 of 4 gates are not passed");
    expect(parseGates(["--stack", "staging"])).to.deep.include({ stack: "staging", json: false });
    expect(() => parseGates([])).to.throw(UsageError, usage);
  });
});
