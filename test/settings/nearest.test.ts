import { expect } from "chai";
import { nearest } from "../../settings/nearest";

const stacks = ["shared", "dev", "staging", "production"];

describe("nearest", () => {
  for (const [word, known, meant] of [
    ["prod", stacks, "production"],
    ["stagin", stacks, "staging"],
    ["Productoin", stacks, "production"],
    ["de", stacks, "dev"],
    ["blueGreen", ["blue-green", "canary"], "blue-green"],
    ["prot", ["host", "port"], "port"],
    ["kubernetes", stacks, undefined],
    ["", stacks, undefined],
    ["s", stacks, undefined],
    ["min", ["minimum", "minutes"], undefined],
    ["anything", [], undefined],
  ] as const) {
    it(`takes "${word}" for ${meant ?? "nothing known"}`, () => {
      expect(nearest(word, known)).to.equal(meant);
    });
  }
});
