import { expect } from "chai";
import { UnknownValueError, isUnknownValueError, wrapUnknown } from "../../policies/unknown";

const sentinel = Symbol("unknown");
const wrap = (props: Record<string, unknown>) => wrapUnknown(props, (value) => value === sentinel);

describe("wrapUnknown", () => {
  it("gives back as they are properties that are all known", () => {
    const props = { a: { b: [1] } };
    expect(wrap(props)).to.equal(props);
  });

  it("throws where an unknown is read, and names the place", () => {
    const props = wrap({ rules: [{ days: sentinel, name: "daily" }] });
    const [rule] = props.rules as readonly Record<string, unknown>[];
    expect(rule?.name).to.equal("daily");
    expect(() => rule?.days).to.throw(UnknownValueError, "rules.0.days is not known");
  });

  it("leaves what holds no unknown untouched beside one that does", () => {
    const known = { c: 1 };
    expect(wrap({ a: sentinel, known }).known).to.equal(known);
  });

  it("throws for whoever walks over an unknown, or prints it", () => {
    const props = wrap({ list: [1, sentinel] });
    expect(() => JSON.stringify(props)).to.throw(UnknownValueError);
    expect(() => (props.list as number[]).map((item) => item)).to.throw(UnknownValueError);
  });

  it("still is a list, and has its keys", () => {
    const props = wrap({ list: [sentinel] });
    expect(Array.isArray(props.list)).to.equal(true);
    expect(Object.keys(props)).to.deep.equal(["list"]);
  });
});

describe("isUnknownValueError", () => {
  it("tells an unknown value from a mistake", () => {
    expect(isUnknownValueError(new UnknownValueError(["a"]))).to.equal(true);
    expect(isUnknownValueError(new TypeError("a"))).to.equal(false);
    expect(isUnknownValueError("a")).to.equal(false);
  });
});
