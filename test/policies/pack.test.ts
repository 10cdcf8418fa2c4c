import { existsSync, readdirSync } from "node:fs";
import { expect } from "chai";
import { pack } from "../../policies/pack";
import { groups } from "./support/groups";

describe("the pack", () => {
  const ids = pack.map(({ id }) => id);

  it("holds every group's rules, and each rule once", () => {
    expect(pack).to.have.members([...groups.values()].flat());
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("names every rule by a subject and one of the verbs require, forbid and isolate", () => {
    for (const id of ids)
      expect(id).to.match(/^[a-z0-9-]+-(?:require|forbid|isolate)(?:-[a-z0-9-]+)?$/);
  });

  it("keeps every rule in a file of its name, in the folder of its group", () => {
    for (const [title, entries] of groups) {
      for (const { id } of entries) {
        const file = `policies/rules/${title.toLowerCase()}/${id}.ts`;
        expect(existsSync(file), file).to.equal(true);
      }
    }
  });

  it("leaves no rule out that has a file", () => {
    const files = [...groups.keys()].flatMap((title) =>
      readdirSync(`policies/rules/${title.toLowerCase()}`)
        .filter((file) => /-(?:require|forbid|isolate)(?:-|\.)/.test(file))
        .map((file) => file.replace(/\.ts$/, "")),
    );
    expect(ids).to.have.members(files);
  });

  it("judges the waivers last, by what the other rules object to", () => {
    expect(pack.at(-1)?.judges).to.equal("waivers");
  });

  it("never lets a waiver set a rule aside that only shows over several stacks", () => {
    for (const { id, judges, waivable } of pack) {
      if (judges === "estate") expect(waivable, id).to.equal("never");
    }
  });
});
