import { expect } from "chai";
import { requestsFor } from "../../../sandbox/identities/aws/requests";

/** Actions that a row's update asks for, where `a` and `b` were one thing and are to be another. */
function asked(update: string, before: object, values: object): readonly string[] {
  const attributes = { tags: () => undefined, boundary: () => undefined, aliases: () => [] };
  const place = { accountId: "111111111111", region: "eu-west-1", find: () => undefined };
  const of = { operation: "update", type: "aws:x:Y", owner: "", attributes, ...place } as const;
  return requestsFor(
    { on: "x thing/*", update },
    { ...of, before: { ...before }, values: { ...values } },
  ).map(({ action }) => action);
}

describe("the calls of an update", () => {
  it("are those of which one of the properties changes, or of which none does", () => {
    const row = "Always Either?a|b Neither?!a|b";
    expect(asked(row, { a: 1, b: 1 }, { a: 1, b: 2 })).to.deep.equal(["x:Always", "x:Either"]);
    expect(asked(row, { a: 1, b: 1 }, { a: 1, b: 1 })).to.deep.equal(["x:Always", "x:Neither"]);
    expect(asked(row, { a: 1 }, {})).to.deep.equal(["x:Always", "x:Either"]);
  });
});
