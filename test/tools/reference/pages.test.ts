import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { makeTargets, type MakeTarget } from "../../../tools/reference/make-targets";
import { referencePages } from "../../../tools/reference/pages";
import { rowsOf } from "../../support/reference-page";
import { projectRoot } from "../../support/project";

const folder = join(projectRoot, "docs", "reference");

describe("docs/reference", () => {
  it("is what `make schema` writes", async () => {
    const pages = await referencePages(projectRoot);
    // The table of rules is written out of the pack (test/policies/write-rules.ts).
    expect(readdirSync(folder).sort()).to.deep.equal([...pages.keys(), "policies.md"].sort());
    for (const [file, text] of pages) {
      expect(readFileSync(join(folder, file), "utf8"), `${file}: run make schema`).to.equal(text);
    }
  });
});

describe("docs/reference/commands.md", () => {
  let targets: readonly MakeTarget[];
  before(async () => {
    targets = await makeTargets(projectRoot);
  });

  it("has every target of the Makefile", () => {
    const database = spawnSync("make", ["--print-data-base", "--question", "help"], {
      cwd: projectRoot,
      encoding: "utf8",
      env: { PATH: process.env.PATH },
    });
    const [, phony = ""] = /^\.PHONY: (.+)$/m.exec(database.stdout) ?? [];
    const commands = rowsOf("commands.md", () => true).map(({ Command }) => Command);
    expect(commands.sort()).to.deep.equal(
      phony
        .split(" ")
        .map((name) => `\`make ${name}\``)
        .sort(),
    );
  });

  it("names with each command the variables that it hands on", () => {
    for (const { name, variables, options, program } of targets) {
      if (program === undefined) continue;
      const named = variables.map((variable) => variable.split("=")[0]);
      expect([...options.keys()], name).to.include.members(named);
    }
  });
});
