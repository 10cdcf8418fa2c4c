import { expect } from "chai";
import { holdsSecret, revealed, withoutSecrets } from "../../../operations/stack/state";

const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const open = { ...mark, plaintext: '"hunter2"' };
const sealed = { ...mark, ciphertext: "v1:AAAA" };

describe("secrets of a state", () => {
  it("are found however deep they lie", () => {
    for (const secret of [open, sealed]) {
      for (const value of [secret, [secret], { a: secret }, { a: [{ b: secret }] }]) {
        expect(holdsSecret(value)).to.equal(true);
        expect(withoutSecrets({ kept: "a", value })).to.deep.equal({ kept: "a" });
      }
    }
    for (const value of ["hunter2", null, [], { a: [1] }])
      expect(holdsSecret(value)).to.equal(false);
  });

  it("are read where they stand in the open, however deep", () => {
    expect(
      revealed({ a: open, b: [open, { c: open }], d: { e: open }, f: [1, null] }),
    ).to.deep.equal({
      a: "hunter2",
      b: ["hunter2", { c: "hunter2" }],
      d: { e: "hunter2" },
      f: [1, null],
    });
  });
});
