import { expect } from "chai";
import { runsSometime } from "../../settings/cron";

const sound = [
  "* * * * *",
  "*/30 * * * *",
  "0 17 * * sun",
  "10 7 * * mon-fri",
  "10 7 * * 2-6",
  "0 15 1 * *",
  "0 18 * * 6L",
  "59 23 LW * *",
  "0 0 29 2 *",
  "0 0 31 1,2 *",
  "0 0 30 2 MON",
  "5/20 0-12/3 1-7 JAN-mar 2#1",
];

const impossible = [
  "99 99 * * *",
  "60 0 * * *",
  "0 24 * * *",
  "0 0 0 * *",
  "0 0 32 * *",
  "0 0 * 13 *",
  "0 0 * * 0",
  "0 0 * * 8",
  "0 0 30 2 *",
  "0 0 31 4,6 *",
  "30-10 * * * *",
  "*/0 * * * *",
  "*/99 * * * *",
  "1,,2 * * * *",
  "- * * * *",
  "* * * FOO *",
  "* * * * MON#6",
  "L * * * *",
  "* * * *",
  "* * * * * *",
];

describe("a cron expression", () => {
  it("is taken where it comes true some day", () => {
    expect(sound.filter((each) => !runsSometime(each))).to.deep.equal([]);
  });

  it("is refused where it never does, or means nothing", () => {
    expect(impossible.filter((each) => runsSometime(each))).to.deep.equal([]);
  });
});
