import { expect } from "chai";
import * as fc from "fast-check";
import stringWidth from "string-width";
import { cut, widthOf, wrap } from "../../../preview/render/width";

const astronaut = "👩‍🚀";

describe("the columns of a text", () => {
  it("are two for a wide character or an emoji of several code points, none for a mark", () => {
    expect(["ab", "日本", astronaut, "e\u0301"].map(widthOf)).to.deep.equal([2, 4, 2, 1]);
  });

  it("are one for each sign that the preview draws", () => {
    const signs = Array.from("±·×»–…›→─│├└○✓✗ \u00a0aZ09~");
    const text = fc.string({
      unit: fc.constantFrom(...signs, "日", "\u0301", "\u00ad", astronaut),
    });
    fc.assert(
      fc.property(text, (some) => {
        expect(widthOf(some)).to.equal(stringWidth(some));
      }),
    );
  });
});

describe("a cut text", () => {
  it("ends in an ellipsis where it is wider than its room, and parts no character", () => {
    expect(cut("日本語", 6)).to.equal("日本語");
    expect(cut("日本語", 5)).to.equal("日本…");
    expect(cut("日本語", 4)).to.equal("日…");
    expect(cut(`${astronaut}${astronaut}`, 3)).to.equal(`${astronaut}…`);
    expect(cut("e\u0301e\u0301e\u0301", 2)).to.equal("e\u0301…");
    expect(cut("abc", 2)).to.equal("a…");
    expect(cut("日本語", 1)).to.equal("…");
  });
});

describe("a wrapped text", () => {
  it("breaks at spaces, by columns", () => {
    expect(wrap("日本 ab 語", 7)).to.deep.equal(["日本 ab", "語"]);
    expect(wrap("日本 ab 語", 6)).to.deep.equal(["日本", "ab 語"]);
    expect(wrap(" a  b ", 9)).to.deep.equal(["a b"]);
    expect(wrap("", 9)).to.deep.equal([]);
  });

  it("cuts a word that is longer than a line into pieces, from a line's beginning", () => {
    expect(wrap("a bcdefgh i", 4)).to.deep.equal(["a", "bcde", "fgh", "i"]);
    expect(wrap("日本語", 3)).to.deep.equal(["日", "本", "語"]);
    expect(wrap(`${astronaut}${astronaut}`, 2)).to.deep.equal([astronaut, astronaut]);
    expect(wrap("日本", 1)).to.deep.equal(["日", "本"]);
  });

  it("is no line wider than its room", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "日", " ", astronaut, "\u0301") });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (some, width) => {
        for (const line of wrap(some, width)) expect(stringWidth(line)).to.be.at.most(width);
      }),
    );
  });
});
