import { expect } from "chai";
import { derived, sampled, type Figure } from "../../bench/figures";
import { sampleOf } from "../../bench/measure";
import { renderSection } from "../../bench/report";

const rowOf = (figure: Figure): string =>
  renderSection({ title: "A", extent: {}, figures: [figure], notes: [] }).split("\n")[3] ?? "";

describe("a benchmark's section", () => {
  it("says that a figure at its limit holds and one above it is missed", () => {
    expect(rowOf(derived("ratio", "ratio", 0.5, 0.5))).to.match(/0\.50 +≤ 0\.50 +holds$/);
    expect(rowOf(derived("ratio", "ratio", 0.51, 0.5))).to.match(/0\.51 +≤ 0\.50 +MISSED$/);
  });

  it("misses a limit when there is no figure", () => {
    expect(rowOf(derived("ratio", "ratio", Number.NaN, 1))).to.match(/MISSED$/);
  });

  it("says nothing of a limit where there is none", () => {
    expect(rowOf(derived("preview", "time", 1))).to.match(/1\.00 s$/);
  });

  it("shows the median and the range of the runs", () => {
    const figure = sampled("peak", "memory", sampleOf([250e6, 240e6, 270e6]), 300e6);
    expect(rowOf(figure)).to.match(/250 MB +240 MB to 270 MB +≤ 300 MB +holds$/);
  });

  for (const [seconds, text] of [
    [12.345, "12.35 s"],
    [0.012, "12.00 ms"],
    [0.0000012, "1.20 µs"],
  ] as const) {
    it(`writes ${String(seconds)} seconds as ${text}`, () => {
      expect(rowOf(derived("preview", "time", seconds))).to.match(new RegExp(`${text}$`));
    });
  }

  it("tells what was looked at and what to know of it", () => {
    const extent = { resources: 7094 };
    const text = renderSection({ title: "CDK", extent, figures: [], notes: ["left out"] });
    expect(text).to.equal("\nCDK: resources 7,094\n  left out\n");
  });
});
