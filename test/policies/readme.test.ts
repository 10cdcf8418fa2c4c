import { readFileSync } from "node:fs";
import { expect } from "chai";
import { groups } from "./support/groups";
import { readmeTable, ruleSection } from "./support/readme-table";

describe("policies/README.md", () => {
  it("says of every rule what the pack says (npx tsx test/policies/write-readme.ts writes it)", () => {
    const section = ruleSection(readFileSync("policies/README.md", "utf8"));
    expect(section.split("\n")).to.deep.equal(readmeTable(groups).split("\n"));
  });
});
