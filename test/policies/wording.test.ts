import { expect } from "chai";
import { inWords, listed } from "../../policies/wording";

describe("the words of a rule", () => {
  it("say a small number as a word, and any other in digits", () => {
    expect([0, 2, 7, 8, 0.5].map(inWords)).to.deep.equal(["no", "two", "seven", "8", "0.5"]);
  });

  it("list what a rule asks for", () => {
    expect(listed(["main"], "or")).to.equal("main");
    expect(listed([22, 3_389], "and")).to.equal("22 and 3389");
    expect(listed(["a", "b", "c"], "or")).to.equal("a, b or c");
    expect(listed([], "and")).to.equal("none");
  });
});
