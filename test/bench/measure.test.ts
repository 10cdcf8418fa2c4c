import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, run, sampleOf, timeInTurn, type Command } from "../../bench/measure";

const node = (script: string): Command => ({
  name: "a script",
  file: process.execPath,
  args: ["-e", script],
  cwd: tmpdir(),
});

const failureOf = (command: Command): Promise<unknown> =>
  run(command).then(
    () => undefined,
    (error: unknown) => error,
  );

describe("sampleOf", () => {
  it("takes the middle run, and the mean of the two middle ones of an even number", () => {
    expect(sampleOf([9, 1, 2]).median).to.equal(2);
    expect(sampleOf([9, 1, 2, 4]).median).to.equal(3);
  });

  it("keeps the range and the runs in their order", () => {
    expect(sampleOf([9, 1, 2])).to.deep.include({ min: 1, max: 9, values: [9, 1, 2] });
  });
});

describe("run", () => {
  it("measures the time until the command has ended", async () => {
    const { seconds } = await run(node("setTimeout(() => {}, 300)"));
    expect(seconds).to.be.greaterThan(0.3);
  });

  it("gives back what the command printed", async () => {
    expect((await run(node("console.log(6 * 7)"))).stdout).to.equal("42\n");
  });

  it("fails with what the command said when it does not do its work", async () => {
    const error = await failureOf(node("console.error('no such stack'); process.exit(2)"));
    expect(error).to.be.instanceOf(CommandError);
    expect(String(error)).to.include("ended with 2").and.to.include("no such stack");
  });

  it("takes the other exit codes that mean the work is done", async () => {
    expect(await failureOf({ ...node("process.exit(1)"), done: [0, 1] })).to.equal(undefined);
  });

  it("fails when there is no such program", async () => {
    const error = await failureOf({ ...node(""), file: "no-such-program" });
    expect(error).to.be.instanceOf(CommandError);
  });
});

describe("timeInTurn", () => {
  it("runs commands by turns, each as often as asked", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bench-test-"));
    const file = join(folder, "order");
    const append = (text: string): Command =>
      node(`require("node:fs").appendFileSync(${JSON.stringify(file)}, "${text}")`);
    const [a, b] = await timeInTurn([append("A"), append("B")], 3, () => undefined);
    const order = readFileSync(file, "utf8");
    rmSync(folder, { recursive: true });
    expect(order).to.equal("ABABAB");
    expect([a.values.length, b.values.length]).to.deep.equal([3, 3]);
  });
});
