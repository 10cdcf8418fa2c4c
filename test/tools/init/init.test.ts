import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { judge } from "../../../policies/judge";
import { loadPackData } from "../../../policies/pack-data";
import { toPolicyStack } from "../../../preview/judge/judging";
import { init } from "../../../tools/init/init";
import { writeAll } from "../../../tools/init/judge";
import { recordSample, sampleStacks } from "../../support/sample";
import { folderForEach } from "../../support/temporary-folder";
import { arbitraryAnswers } from "./arbitrary-answers";
import { commit, newCheckout, write } from "./checkout";

const [answers, others] = fc.sample(arbitraryAnswers, { numRuns: 2, seed: 7 });

describe("make init", function () {
  this.timeout(300_000);
  let folder: string;
  let root: string;
  folderForEach((made) => {
    folder = made;
    root = join(folder, "checkout");
    newCheckout(root);
  });

  const fileOf = (given: unknown): string => {
    write(folder, "answers.yaml", JSON.stringify(given));
    return join(folder, "answers.yaml");
  };
  const filesFor = (given: unknown, ...set: readonly string[]) =>
    init(root, { answers: fileOf(given), set }, undefined);
  const writeFor = async (given: unknown, ...set: readonly string[]): Promise<void> => {
    writeAll(root, await filesFor(given, ...set));
  };
  const refusalOf = (given: unknown, ...set: readonly string[]): Promise<string> =>
    filesFor(given, ...set).then(
      () => "nothing",
      (error: unknown) => (error as Error).message,
    );
  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", ...args], { cwd: root, encoding: "utf8" });

  it("makes of any answers, and of others after them, a platform that no rule objects to", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryAnswers, arbitraryAnswers, async (first, then) => {
        // Settings are read once in a process: each run has a checkout of its own.
        root = join(folder, String(runs++));
        newCheckout(root);
        await writeFor(first);
        await writeFor(then);
        expect([...(await filesFor(then)).keys()], "once more").to.deep.equal([]);
        expect(await objectionsTo(root)).to.deep.equal([]);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it("ends with a clean preview and the project's own tests passing", () => {
    root = join(folder, "whole");
    newCheckout(root, true);
    const { status, stdout, stderr } = run("tools/init/main.ts", "--answers", fileOf(answers));
    expect(status, stderr).to.equal(0);
    expect(stdout).to.match(/^make preview: 4 stacks, .+ nothing mandatory violated$/m);
    const mocha = ["node_modules/mocha/bin/mocha.js", "--no-config", "--timeout", "60000"];
    expect(run(...mocha, "test/project/*.test.ts").stdout)
      .to.match(/^ +\d+ passing/m)
      .and.not.match(/failing/);
  });

  it("leaves what it does not ask as a person wrote it", async () => {
    await writeFor(answers);
    const before = read("Pulumi.dev.yaml");
    expect(before, "keys of the sample, which nobody has").not.to.include("backupRecipients");
    write(root, "Pulumi.dev.yaml", `${before}  # One cell is enough.\n  platform:cells: [blue]\n`);
    commit(root);
    await writeFor({}, "dev.aws.accountId=123456789012");
    expect(read("Pulumi.dev.yaml")).to.equal(
      `${before.replace(/accountId: "\d+"/, 'accountId: "123456789012"')}  # One cell is enough.\n  platform:cells: [blue]\n`,
    );
  });

  it("empties the releases once, and keeps those that were made since", async () => {
    await writeFor(answers);
    expect(JSON.parse(read("releases/dev.json"))).to.have.all.keys("$schema");
    commit(root);
    write(root, "releases/dev.json", '{ "$schema": "../settings/releases.schema.json" } ');
    commit(root);
    expect([
      ...(await filesFor({}, "production.cloudflare.zoneId=" + "ab".repeat(16))).keys(),
    ]).to.have.members(["Pulumi.production.yaml", "policies/environments.yaml"]);
  });

  it("refuses a checkout with changes that are in no commit, and not those that it made", async () => {
    await writeFor(answers);
    await writeFor(others);
    write(root, "Pulumi.yaml", `${read("Pulumi.yaml")}# mine\n`);
    expect(await refusalOf(answers)).to.match(
      /^these have changes that are in no commit: Pulumi\.yaml\n/,
    );
  });

  it("goes on where it was killed between two files", async () => {
    const files = [...(await filesFor(answers))];
    writeAll(root, new Map(files.slice(0, 5)));
    await writeFor(answers);
    for (const [file, text] of files) expect(read(file), file).to.equal(text);
  });

  it("names all answers that are missing, and all that are wrong, at once", async () => {
    expect(await refusalOf({}))
      .to.include("\n  product: ")
      .and.include("\n  teams.security: ")
      .and.include("\n  production.aws.accountId: ")
      .and.not.include("costCenter");
    expect(await refusalOf({ ...answers, product: "A b", shared: { aws: { accountId: 1 } } }))
      .to.include('got       "A b"')
      .and.include("an AWS account of twelve digits in quotes");
    expect(await refusalOf({ prodcut: "a" })).to.include("did you mean product?");
  });

  it("holds the answers against one another by the settings' own checks", async () => {
    const { dev } = answers ?? {};
    expect(await refusalOf({ ...answers, staging: dev })).to.include("is dev's (ISO-1)");
  });
});

async function objectionsTo(root: string): Promise<readonly string[]> {
  const stacks = [];
  for (const stack of sampleStacks) stacks.push(toPolicyStack(await recordSample(stack, { root })));
  return judge(stacks, loadPackData(join(root, "policies")))
    .stacks.flatMap(({ verdicts }) => verdicts)
    .filter(({ level, status }) => level === "mandatory" && status === "violated")
    .map(({ message }) => message);
}
