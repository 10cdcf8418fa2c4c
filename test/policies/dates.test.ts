import { expect } from "chai";
import { daysBetween, durationSeconds } from "../../policies/dates";

describe("daysBetween", () => {
  it("counts whole days", () => {
    expect(daysBetween("2026-11-21", "2026-11-28")).to.equal(7);
    expect(daysBetween("2026-11-21", "2026-11-28T23:59:59Z")).to.equal(7);
    expect(daysBetween("2026-11-21", "2026-11-20")).to.equal(-1);
  });

  it("refuses what is no date", () => {
    expect(() => daysBetween("2026-11-21", "soon")).to.throw('"soon" is no date');
  });
});

describe("durationSeconds", () => {
  it("reads hours, minutes and seconds together or alone", () => {
    expect(durationSeconds("6h")).to.equal(21_600);
    expect(durationSeconds("1h30m")).to.equal(5_400);
    expect(durationSeconds("90s")).to.equal(90);
    expect(durationSeconds("1.5h")).to.equal(5_400);
  });

  it("refuses what is no duration", () => {
    for (const text of ["", "h", "6", "six hours", "6h "]) {
      expect(() => durationSeconds(text)).to.throw("is no duration");
    }
  });
});
