import { expect } from "chai";
import { tmpdir } from "node:os";
import { peakMemoryOf, type PeakMemory } from "../../bench/peak-memory";

const peakOf = (script: string): Promise<PeakMemory> =>
  peakMemoryOf({ name: "a script", file: process.execPath, args: ["-e", script], cwd: tmpdir() });

const hold = (bytes: number): string => `Buffer.alloc(${String(bytes)}, 1)`;
const start = (script: string): string =>
  `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(script)}])`;

describe("peakMemoryOf", () => {
  it("counts the most that the process held", async () => {
    const idle = await peakOf("0");
    const { bytes } = await peakOf(hold(200e6));
    expect(bytes - idle.bytes).to.be.within(180e6, 260e6);
  });

  it("does not count what this process holds", async () => {
    const held = Buffer.alloc(300e6, 1);
    const { bytes } = await peakOf("0");
    expect(bytes).to.be.lessThan(held.length);
  });

  it("adds the processes that the command starts", async () => {
    const peak = await peakOf(start(hold(200e6)));
    expect(peak.bytes).to.be.greaterThan(200e6);
    expect(peak).to.deep.include({ processes: 2, unmeasured: 0 });
  });

  it("says how many processes it could not ask", async () => {
    const peak = await peakOf('require("node:child_process").spawn("true")');
    expect(peak).to.deep.include({ processes: 2, unmeasured: 1 });
  });
});
