import { expect } from "chai";
import { swap } from "../support/project";
import { problemsOf, sharedOf } from "./sample-settings";

const workflow = ".github/workflows/quality.yml";
const indented = (text: string): string => text.replace(/^/gmu, "  ");

/** A workflow of one job, `quality` unless it says otherwise, and the gate that waits for `check`. */
function quality(
  job: string,
  { on = "pull_request", check = "quality" }: { on?: string; check?: string } = {},
) {
  return {
    [workflow]: `on: ${on}\njobs:\n${indented(job)}\n`,
    "Pulumi.shared.yaml": swap("sonarQube: false", `sonarQube: ${JSON.stringify(check)}`),
  };
}

/** What is wrong with the gate, if anything. */
function wrongWith(...args: Parameters<typeof quality>): string {
  return problemsOf("shared", quality(...args))
    .map(({ file, key, got, fix }) => {
      expect(`${file} ${key}`).to.equal("Pulumi.shared.yaml platform:gateChecks.sonarQube");
      return `${got} | ${fix}`;
    })
    .join("\n");
}

describe("a check that a merge waits for", () => {
  const steps = "  steps: [{ run: make quality }]";

  it("is that of a job which every pull request runs", () => {
    const changes = quality(`quality:\n${steps}`);
    expect(sharedOf(changes).branches.map(({ requiredChecks }) => requiredChecks)).to.deep.equal([
      ["offline", "quality", "test"],
      ["offline", "quality", "test"],
    ]);
  });

  it("is none that no job reports", () => {
    const [problem, ...others] = problemsOf("shared", quality(`lint:\n${steps}`));
    expect(others).to.deep.equal([]);
    expect(problem).to.deep.equal({
      file: "Pulumi.shared.yaml",
      key: "platform:gateChecks.sonarQube",
      got: '"quality"',
      expected: "the check of a job that every pull request to develop runs: offline, test, lint",
      fix: "write `sonarQube: false` under `platform:gateChecks` until a workflow has that job",
    });
  });

  it("is none of a branch's own that no job reports", () => {
    const misspelt = swap("requiredChecks: [offline]", "requiredChecks: [ofline]");
    expect(problemsOf("shared", { "Pulumi.shared.yaml": misspelt })).to.deep.equal([
      {
        file: "Pulumi.shared.yaml",
        key: "platform:branchRules[0].requiredChecks[0]",
        got: '"ofline"',
        expected: "the check of a job that every pull request to develop runs: offline, test",
        fix: 'rename it to "offline"',
      },
    ]);
  });

  const reported: readonly (readonly [title: string, job: string, check: string])[] = [
    ["the job's name", `q:\n  name: Quality gate\n${steps}`, "Quality gate"],
    [
      "a cell of its matrix",
      `q:\n  strategy: { matrix: { node: [20, 22], os: [linux] } }\n${steps}`,
      "q (22, linux)",
    ],
    [
      "a name with the cell in it",
      `q:\n  name: on \${{ matrix.node }}\n  strategy: { matrix: { node: [20, 22] } }\n${steps}`,
      "on 20",
    ],
    [
      "a job of the workflow that it calls",
      "q:\n  uses: ./.github/workflows/preview.yml",
      "q / test",
    ],
  ];
  for (const [title, job, check] of reported) {
    it(`goes by ${title}`, () => {
      expect(wrongWith(job, { check })).to.equal("");
      expect(wrongWith(job)).to.match(/^"quality" \| /u);
    });
  }

  for (const on of [
    "push",
    "pull_request_target",
    "{ pull_request: { branches: [main] } }",
    "{ pull_request: { branches: [develop] } }",
    '{ pull_request: { branches: ["*", "!develop"] } }',
    "{ pull_request: { branches-ignore: [dev*] } }",
    "{ pull_request: { paths: [src/**] } }",
    "{ pull_request: { paths-ignore: [docs/**] } }",
    "{ pull_request: { types: [labeled] } }",
  ]) {
    it(`would never come from a workflow on ${on}`, () => {
      expect(wrongWith(`quality:\n${steps}`, { on })).to.match(/^"quality"/u);
    });
  }

  for (const on of [
    "[push, pull_request]",
    '{ pull_request: { branches: [main, "dev*"] } }',
    '{ pull_request: { branches-ignore: ["feature/**"] } }',
    "{ pull_request: { types: [opened, synchronize, reopened, edited] } }",
  ]) {
    it(`comes from a workflow on ${on}`, () => {
      expect(wrongWith(`quality:\n${steps}`, { on })).to.equal("");
    });
  }

  it("is no job's that may be skipped, which GitHub counts as passed", () => {
    expect(wrongWith(`quality:\n  if: github.actor != 'bot'\n${steps}`)).to.equal(
      `"quality", which ${workflow}: quality runs on a condition | remove its \`if\``,
    );
    expect(wrongWith(`quality:\n  needs: build\n${steps}\nbuild:\n${steps}`)).to.equal(
      `"quality", which ${workflow}: quality runs only after build | require build as well, or write \`if: \${{ !cancelled() }}\` in it`,
    );
    for (const always of ["${{ !cancelled() }}", "always()"]) {
      const job = `quality:\n  needs: [build]\n  if: ${always}\n${steps}\nbuild:\n${steps}`;
      expect(wrongWith(job), always).to.equal("");
    }
  });

  it("is no called workflow's that may be skipped", () => {
    const called = `on: workflow_call\njobs:\n  scan:\n    if: false\n${indented(steps)}\n`;
    const changes = quality("q:\n  uses: ./.github/workflows/called.yml", { check: "q / scan" });
    const problems = problemsOf("shared", { ...changes, ".github/workflows/called.yml": called });
    expect(problems.map(({ got }) => got)).to.deep.equal([
      `"q / scan", which ${workflow}: q runs on a condition`,
    ]);
  });

  it("is none of a workflow that calls itself", () => {
    expect(wrongWith(`quality:\n  uses: ./${workflow}`)).to.match(/^"quality" \| write/u);
  });

  it("may come after another that the merge waits for as well", () => {
    const changes = quality(`quality:\n  needs: [build]\n${steps}\nbuild:\n${steps}`);
    const shared = (text: string): string =>
      changes["Pulumi.shared.yaml"](text).replaceAll("[offline]", "[offline, build]");
    expect(problemsOf("shared", { ...changes, "Pulumi.shared.yaml": shared })).to.deep.equal([]);
  });

  it("may not come after another that merges into another branch alone wait for", () => {
    const changes = quality(`quality:\n  needs: [build]\n${steps}\nbuild:\n${steps}`);
    for (const waiting of [/\[offline\]/u, /\[offline\](?![^]*\[offline\])/u]) {
      const shared = (text: string): string =>
        changes["Pulumi.shared.yaml"](text).replace(waiting, "[offline, build]");
      const problems = problemsOf("shared", { ...changes, "Pulumi.shared.yaml": shared });
      expect(problems.map(({ got }) => got)).to.deep.equal([
        `"quality", which ${workflow}: quality runs only after build`,
      ]);
    }
  });

  it("is told by one job, or nobody knows which", () => {
    expect(wrongWith(`quality:\n${steps}\nother:\n  name: quality\n${steps}`)).to.equal(
      `"quality", which ${workflow}: quality reports, and ${workflow}: other as well | rename the job of ${workflow}: other`,
    );
  });
});
