import { expect } from "chai";
import { some } from "../support/some";
import {
  dispatch,
  type Happening,
  pullRequest,
  push,
  startedBy,
  workflowRun,
} from "./support/events";
import { play, type PlayedJob } from "./support/play";

/** What a branch, a title, an input or a build may be called by whoever wants more than that. */
const hostile = [
  "$(touch pwned)`touch pwned`",
  "'; touch pwned; '\"; touch pwned; \"",
  "x\ntouch pwned",
  "${{ secrets.NEON_API_KEY }}",
  "--help * a b",
];
const harmless = "harmless";
const commitOf = (letter: string): string => letter.repeat(40);

async function callsOf(
  file: string,
  happening: Happening,
  answers: Readonly<Record<string, string>> = {},
): Promise<readonly PlayedJob[]> {
  return play(file, happening, { answers, keep: ["pwned"] });
}

/** Expects the calls of a harmless name with the hostile one in its place, and not one more. */
async function expectTaken(
  files: readonly string[],
  happening: (name: string) => Happening,
  answers: (name: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<void> {
  for (const file of some(files)) {
    const wanted = await callsOf(file, happening(harmless), answers(harmless));
    for (const name of hostile) {
      const got = await callsOf(file, happening(name), answers(name));
      const meant = wanted.map(({ id, calls }) => [
        id,
        calls.map((call) => call.map((argument) => argument.replaceAll(harmless, name))),
      ]);
      expect(
        got.map(({ id, calls }) => [id, calls]),
        `${file} ${name}`,
      ).to.deep.equal(meant);
      expect(got.map(({ kept }) => kept.pwned).join(""), `${file} ${name}`).to.equal("");
    }
  }
}

describe("a hostile name", function () {
  // Hundreds of shells, one after the other.
  this.timeout(240_000);

  it("of a pull request's branch, title or base is an argument and nothing else", async () => {
    const named = (name: string): Happening =>
      pullRequest("synchronize", {
        branch: name,
        title: name,
        base: name,
        labels: ["environment", name],
      });
    const files = startedBy(pullRequest("synchronize"));
    expect(files).to.include.members(["preview.yml", "pr-event.yml", "quality.yml", "test.yml"]);
    await expectTaken(files, named);
  });

  it("of a branch whose workflow ended is one too", async () => {
    const answers = { "make pr-plan": `up=[{"number":7,"commit":"${commitOf("c")}"}]\ndown=[8]\n` };
    await expectTaken(
      ["pr-environment.yml"],
      (name) => workflowRun(undefined, name),
      () => answers,
    );
  });

  it("of what somebody starts by hand is one too", async () => {
    const version = { "make version": `commit=${commitOf("e")}\n` };
    const inputs = (name: string): Readonly<Record<string, string>> => ({
      ...{ environment: "production", version: name, reason: name, passport: name },
    });
    for (const file of ["promote.yml", "acceptance.yml", "rollback.yml"]) {
      const started = (name: string): Happening => dispatch("refs/heads/main", inputs(name));
      await expectTaken([file], started, () => version);
    }
  });

  it("of what was built or drifted is text in a file", async () => {
    const answers = (name: string): Readonly<Record<string, string>> => ({
      "make changed": JSON.stringify({ workloads: [{ name, changed: true }] }),
      "make build": JSON.stringify([{ workload: name }]),
      "make drift!": name,
    });
    await expectTaken(["deploy.yml"], () => push("refs/heads/develop"), answers);
    const drifted = (): Happening => dispatch("refs/heads/main", { environment: "production" });
    await expectTaken(["drift.yml"], drifted, answers);
  });
});
