import { readFileSync } from "node:fs";
import { expect } from "chai";
import { groups } from "./support/groups";
import { rulesPage } from "./support/rules-page";

describe("docs/reference/policies.md", () => {
  it("says of every rule what the pack says (npx tsx test/policies/write-rules.ts writes it)", () => {
    const page = readFileSync("docs/reference/policies.md", "utf8");
    expect(page.split("\n")).to.deep.equal(rulesPage(groups).split("\n"));
  });
});
