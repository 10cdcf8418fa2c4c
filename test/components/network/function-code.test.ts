import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { functionCode } from "../../../components/network/function-code";
import { folderForEach } from "../../support/temporary-folder";

describe("functionCode", () => {
  let folder: string;
  folderForEach((made) => {
    folder = join(made, "code");
    mkdirSync(folder);
    writeFileSync(join(folder, "index.mjs"), "one");
    writeFileSync(join(folder, "rest.mjs"), "two");
  });

  it("puts the folder's files and the packages where an import finds them", async () => {
    const { archive } = functionCode(folder, ["postgres"]);
    const { assets } = archive as unknown as { assets: Promise<Record<string, unknown>> };
    const paths = await Promise.all(
      Object.entries(await assets).map(async ([name, part]) => [
        name,
        await (part as { path: string | Promise<string> }).path,
      ]),
    );
    expect(paths).to.deep.equal([
      ["index.mjs", join(folder, "index.mjs")],
      ["rest.mjs", join(folder, "rest.mjs")],
      ["node_modules/postgres", "node_modules/postgres"],
    ]);
  });

  it("has the same hash as long as nothing changes", () => {
    expect(hash())
      .to.match(/^[0-9a-f]{64}$/)
      .and.to.equal(hash());
  });

  const changes: Readonly<Record<string, () => void>> = {
    "a file's content": () => {
      writeFileSync(join(folder, "rest.mjs"), "three");
    },
    "a new file": () => {
      writeFileSync(join(folder, "more.mjs"), "");
    },
    "a file's name": () => {
      renameSync(join(folder, "rest.mjs"), join(folder, "rest-of-it.mjs"));
    },
    "two files that change contents": () => {
      writeFileSync(join(folder, "index.mjs"), "two");
      writeFileSync(join(folder, "rest.mjs"), "one");
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`has another hash after ${what}`, () => {
      const before = hash();
      change();
      expect(hash()).not.to.equal(before);
    });
  }

  it("has the same hash in whichever order the files were written", () => {
    const before = hash();
    for (const file of ["index.mjs", "rest.mjs"]) rmSync(join(folder, file));
    writeFileSync(join(folder, "rest.mjs"), "two");
    writeFileSync(join(folder, "index.mjs"), "one");
    expect(hash()).to.equal(before);
  });

  it("has another hash with another package", () => {
    expect(functionCode(folder, ["picocolors"]).hash).not.to.equal(hash());
  });

  it("takes no link, which would upload what the project does not hold", () => {
    symlinkSync("/etc/passwd", join(folder, "more.mjs"));
    expect(hash).to.throw(pulumi.RunError, "more.mjs is a link: put the file itself there");
  });

  it("says which package is not installed, and how it gets there", () => {
    expect(() => functionCode(folder, ["postgres", "no-such-package"])).to.throw(
      pulumi.RunError,
      "needs node_modules/no-such-package, not installed: run npm ci",
    );
  });

  function hash(): string {
    return functionCode(folder, ["postgres"]).hash;
  }

  it("is checked out with the same line ends on every machine, which its hash tells apart", () => {
    const files = readdirSync("functions", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".mjs"))
      .map((file) => join("functions", file));
    expect(files).to.have.length.above(1);
    const attributes = execFileSync("git", ["check-attr", "eol", ...files], { encoding: "utf8" });
    expect(attributes.match(/eol: lf$/gm)).to.have.length(files.length);
  });
});
