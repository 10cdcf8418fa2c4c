import { expect } from "chai";
import { duplicationIn } from "../../../tools/quality/duplicates";
import { coverageOf, linesAddedBy } from "../../../tools/quality/new-coverage";

describe("coverage of new lines", () => {
  const diff = [
    "diff --git a.ts a.ts",
    "--- a.ts",
    "+++ a.ts",
    "@@ -1,0 +2,3 @@ context",
    "+++ not a file",
    "+two",
    "+three",
    "@@ -9 +12 @@",
    "+one",
    "--- gone.ts",
    "+++ /dev/null",
    "@@ -1,4 +0,0 @@",
  ].join("\n");

  it("counts those that a diff adds and tests could run", () => {
    const lcov = "SF:a.ts\nDA:1,0\nDA:2,5\nDA:3,0\nDA:12,1\nend_of_record\nSF:b.ts\nDA:2,0\n";
    expect(coverageOf(lcov, linesAddedBy(diff))).to.deep.equal({ covered: 2, missed: ["a.ts:3"] });
  });

  it("counts nothing where nothing is new", () => {
    expect(coverageOf("SF:a.ts\nDA:1,0\n", linesAddedBy(""))).to.deep.equal({
      covered: 0,
      missed: [],
    });
  });
});

describe("copies", () => {
  const statement = (name: string): string =>
    `  const ${name} = first(${name}Of, 1) + second("${name}");`;
  const body = Array.from("abcdefghij", statement).join("\n");
  const one = { file: "one.ts", text: `import { x } from "x";\nfunction one() {\n${body}\n}\n` };

  it("are a hundred tokens on ten lines that stand somewhere else, however they are laid out and commented", () => {
    const laidOut = body.replaceAll(" = ", "\n    = ").replaceAll(";", "; // why");
    const found = duplicationIn([
      one,
      { file: "two.ts", text: `class Two {\n  three() {\n${laidOut}\n}}\n` },
    ]);
    expect(found.copies).to.deep.equal([{ at: "two.ts:2", of: "one.ts:2" }]);
    expect(found.duplicated).to.equal(12 + 22);
  });

  it("are neither fewer lines, nor imports, nor what only looks alike", () => {
    const flat = { file: "flat.ts", text: `function flat() { ${body.replaceAll("\n", " ")} }` };
    const imports = Array.from(
      "abcdefghijklmnopqrst",
      (name) => `import { ${name}, ${name}${name} } from "${name}";`,
    );
    const listed = (file: string) => ({ file, text: imports.join("\n") });
    const alike = { file: "alike.ts", text: one.text.replaceAll("first", "third") };
    expect(duplicationIn([one, flat, listed("x.ts"), listed("y.ts"), alike]).copies).to.deep.equal(
      [],
    );
  });
});
