import { expect } from "chai";
import { terminalOf } from "../../../preview/start/terminal";

describe("the terminal", () => {
  const screen = { isTTY: true, columns: 120 };
  const pipe = {};

  for (const [what, stream, environment, colour] of [
    ["is coloured on a screen", screen, {}, true],
    ["is plain in a pipe, on CI as well", pipe, { CI: "1" }, false],
    ["is plain where NO_COLOR asks for it", screen, { NO_COLOR: "1" }, false],
    ["is coloured where NO_COLOR is empty", screen, { NO_COLOR: "" }, true],
    ["is coloured in a pipe where FORCE_COLOR asks for it", pipe, { FORCE_COLOR: "1" }, true],
    ["is plain where FORCE_COLOR is 0", screen, { FORCE_COLOR: "0" }, false],
    ["is plain on a terminal that has no colours", screen, { TERM: "dumb" }, false],
    ["follows NO_COLOR before FORCE_COLOR", screen, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ] as const) {
    it(what, () => {
      expect(terminalOf(stream, environment).colour).to.equal(colour);
    });
  }

  it("is as wide as it says, and 100 columns where it does not know", () => {
    expect(terminalOf(screen, {}).width).to.equal(120);
    expect(terminalOf(pipe, {}).width).to.equal(100);
    expect(terminalOf({ isTTY: true, columns: 0 }, {}).width).to.equal(100);
  });
});
