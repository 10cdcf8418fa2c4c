import { expect } from "chai";
import { type Changes, swap } from "../support/project";
import { problemOf, problemsOf } from "./sample-settings";

const file = ".github/CODEOWNERS";

/** The problem of one more line. */
function problemOfLine(line: string, changes: Changes = {}): string {
  const { got, expected, fix, ...at } = problemOf("shared", {
    [file]: (text) => `${text}${line}\n`,
    ...changes,
  });
  expect(at).to.deep.equal({ file: `${file}:3`, key: line.split(" ")[0] });
  expect(expected).to.equal(
    "a team that platform:teams of Pulumi.shared.yaml lets push: @acme/developers, @acme/platform, @acme/operations, @acme/security",
  );
  return `${got} | ${fix}`;
}

describe("CODEOWNERS, held against the teams of the shared stack,", () => {
  it("may name teams that push, in comments whoever it likes", () => {
    const text = "# @acme/nobody\n* @acme/platform @acme/developers # and @acme/nobody\n";
    expect(problemsOf("shared", { [file]: text })).to.deep.equal([]);
  });

  it("may not name a team that nobody declared", () => {
    expect(problemOfLine("/docs/ @acme/writers")).to.equal(
      "@acme/writers | write `- { slug: writers, id: <team id>, permission: push }` under `platform:teams` in Pulumi.shared.yaml",
    );
    expect(problemOfLine("/docs/ @acme/platform @acme/securty")).to.equal(
      "@acme/securty | rename it to @acme/security",
    );
  });

  it("may not name a team that only reads", () => {
    expect(problemOfLine("/docs/ @acme/business")).to.equal(
      "@acme/business, which may only pull | write `permission: push` for business in Pulumi.shared.yaml, or name another owner",
    );
  });

  it("may not name another organisation's team", () => {
    expect(problemOfLine("/docs/ @other/platform")).to.equal(
      "@other/platform | rename it to @acme/platform",
    );
  });

  it("may not leave a path to nobody", () => {
    expect(problemOfLine("/docs/")).to.equal("no owner | name one, or remove the line");
  });

  it("has to be there", () => {
    expect(problemOf("shared", { [file]: null })).to.deep.include({
      file,
      got: "no such file",
      fix: "write it: `* @<owner>/<team>`",
    });
  });

  it("finds each team once", () => {
    const twice = swap("slug: qa", "slug: developers");
    expect(problemOf("shared", { "Pulumi.shared.yaml": twice })).to.include({
      key: "platform:teams",
      expected: "a list of maps with slug, id and permission, each team once",
    });
  });
});
