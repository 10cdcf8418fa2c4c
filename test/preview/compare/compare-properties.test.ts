import { expect } from "chai";
import * as fc from "fast-check";
import { canonical, diffProperties } from "../../../preview/compare/property-changes";
import type { Values } from "../../../preview/report/report";
import { arbitraryValues } from "../../support/arbitrary-report";

const paths = (before: Values, after: Values): string[] =>
  diffProperties(before, after).map(({ kind, path }) => `${kind} ${path}`);

describe("diffProperties", () => {
  it("finds nothing between equal properties, and something between others", () => {
    fc.assert(
      fc.property(arbitraryValues, arbitraryValues, (before, after) => {
        expect(diffProperties(before, structuredClone(before))).to.deep.equal([]);
        const equal = canonical(before) === canonical(after);
        expect(diffProperties(before, after).length === 0).to.equal(equal);
      }),
    );
  });

  it("leads to a value inside maps", () => {
    const before = { scaling: { min: 1, max: 3 } };
    expect(diffProperties(before, { scaling: { min: 2, max: 3 } })).to.deep.equal([
      { kind: "changed", path: "scaling.min", before: 1, after: 2 },
    ]);
  });

  it("quotes keys that no path could hold otherwise", () => {
    expect(paths({}, { "a.b": 1, "managed-by": 2 })).to.deep.equal([
      'added ["a.b"]',
      "added managed-by",
    ]);
  });

  it("tells a missing value from null", () => {
    expect(paths({ a: null }, {})).to.deep.equal(["removed a"]);
    expect(paths({}, { a: null })).to.deep.equal(["added a"]);
  });

  it("takes a key that every object inherits for a key", () => {
    expect(paths({}, { constructor: "x" })).to.deep.equal(["added constructor"]);
  });

  it("matches list elements by their names, wherever they stand", () => {
    const before = {
      rules: [
        { ruleName: "daily", days: 90 },
        { ruleName: "weekly", days: 365 },
      ],
    };
    const after = {
      rules: [
        { ruleName: "hourly", days: 1 },
        { ruleName: "weekly", days: 365 },
        { ruleName: "daily", days: 30 },
      ],
    };
    expect(paths(before, after)).to.deep.equal([
      'changed rules["daily"].days',
      'added rules["hourly"]',
    ]);
  });

  it("does not match by a name that occurs twice", () => {
    const twice = [
      { name: "a", size: 1 },
      { name: "a", size: 2 },
    ];
    expect(
      paths(
        { x: twice },
        {
          x: [
            { name: "a", size: 1 },
            { name: "a", size: 3 },
          ],
        },
      ),
    ).to.deep.equal(["changed x[1].size"]);
  });

  it("sees what joins and leaves a list of plain values", () => {
    expect(
      diffProperties({ cidrs: ["10.0.0.0/8", "a"] }, { cidrs: ["b", "10.0.0.0/8"] }),
    ).to.deep.equal([
      { kind: "removed", path: "cidrs[]", before: "a" },
      { kind: "added", path: "cidrs[]", after: "b" },
    ]);
  });

  it("counts equal elements", () => {
    expect(paths({ x: ["a", "a"] }, { x: ["a"] })).to.deep.equal(["removed x[]"]);
  });

  it("tells another order from another content", () => {
    expect(paths({ x: ["a", "b"] }, { x: ["b", "a"] })).to.deep.equal(["rearranged x"]);
    expect(
      paths({ x: [{ name: "a" }, { name: "b" }] }, { x: [{ name: "b" }, { name: "a" }] }),
    ).to.deep.equal(["rearranged x"]);
  });

  it("keeps elements without names apart when one is put before them", () => {
    const rule = (port: number): Values => ({ port });
    expect(paths({ x: [rule(1), rule(2)] }, { x: [rule(0), rule(1), rule(2)] })).to.deep.equal([
      "added x[]",
    ]);
  });

  it("looks into JSON documents", () => {
    const document = (actions: readonly string[]): Values => ({
      policy: JSON.stringify({ Statement: [{ Sid: "Read", Action: actions }] }),
    });
    expect(paths(document(["s3:Get"]), document(["s3:Get", "s3:Put"]))).to.deep.equal([
      'added policy.Statement["Read"].Action[]',
    ]);
  });

  it("calls a document rearranged when only its layout differs", () => {
    expect(paths({ p: '{"a":1,"b":2}' }, { p: '{ "b": 2, "a": 1 }' })).to.deep.equal([
      "rearranged p",
    ]);
  });

  it("compares as text what only looks like a document", () => {
    expect(paths({ p: "[secret]" }, { p: '["plain"]' })).to.deep.equal(["changed p"]);
  });
});
