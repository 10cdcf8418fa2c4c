import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";

const list = "docs/requirements.md";

const requirements = readFileSync(list, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:Number|---) /.test(line))
  .map((line) => {
    const [, number = "", , , metIn = "", provedBy = ""] = line.split("|");
    return { number: number.trim(), metIn: metIn.trim(), provedBy: provedBy.trim() };
  });
const numbers = requirements.map(({ number }) => number);

/** Standards whose names look like a number of ours. */
const standard = /^(?:BSD|GPL|KEY|LGPL|PSF|SHA|TLS|UTF)-/;

/** What a pattern finds in the tracked files, by `git grep`. */
function found(flags: string, pattern: string, ...except: readonly string[]): readonly string[] {
  const paths = [list, ...except].map((path) => `:!${path}`);
  const { status, stdout, stderr } = spawnSync(
    "git",
    ["grep", "-I", flags, "-e", pattern, "--", ...paths],
    { encoding: "utf8" },
  );
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout.split("\n").filter((line) => line !== "");
}

describe(list, () => {
  it("gives each requirement a number of its own", () => {
    expect(numbers.filter((number) => !/^[A-Z]{3,4}-[1-9]\d*$/.test(number))).to.deep.equal([]);
    expect(numbers.filter((number, index) => numbers.indexOf(number) < index)).to.deep.equal([]);
  });

  it("says of each what meets it and what proves it, or that it is not there yet", () => {
    const wrong = requirements.flatMap(({ number, metIn, provedBy }) => {
      if (metIn === "not yet" && provedBy === "") return [];
      return (
        [metIn, provedBy]
          .flatMap((cell) => cell.split(", "))
          // What a workload met goes with it.
          .filter((path) => !/^`(?:apps|services)\/.+`$/.test(path))
          .filter((path) => !/^`.+`$/.test(path) || !existsSync(path.slice(1, -1)))
          .map((path) => `${number}: ${path || "nothing"}`)
      );
    });
    expect(wrong).to.deep.equal([]);
  });

  it("has every number that anything cites", () => {
    const cited = new Set(found("-ohwE", "[A-Z]{3,4}-[1-9][0-9]*"));
    const unknown = [...cited].filter((each) => !numbers.includes(each) && !standard.test(each));
    expect(unknown).to.deep.equal([]);
  });

  it("is what is cited, where the documents themselves are not at hand", () => {
    const except = ["docs/decisions.md", "README.md"];
    expect(
      found("-nE", "ADR-?[0-9]+|deployment-[p]ipeline|P-[A-Z]+-0[0-9]", ...except),
    ).to.deep.equal([]);
  });
});
