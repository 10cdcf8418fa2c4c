import { join } from "node:path";
import { expect } from "chai";
import { parseCommand } from "../../../preview/start/options";
import { UsageError } from "../../../settings/usage-error";

describe("the command line", () => {
  it("previews every stack of this folder when nothing is asked", () => {
    expect(parseCommand([])).to.deep.equal({
      command: "preview",
      root: process.cwd(),
      stacks: [],
      base: undefined,
      json: undefined,
      markdown: undefined,
      expectations: undefined,
      tree: false,
      verbose: false,
    });
  });

  it("takes stacks one by one or as a list, each once", () => {
    expect(parseCommand(["preview", "--stack", "dev,staging", "--stack", "dev"])).to.deep.include({
      stacks: ["dev", "staging"],
    });
  });

  it("takes stacks with spaces between them, as a shell variable holds them", () => {
    expect(parseCommand(["preview", "--stack", " dev, staging  pr-7"])).to.deep.include({
      stacks: ["dev", "staging", "pr-7"],
    });
  });

  it("takes a name from npm without its option for the mistake that it is", () => {
    expect(() => parseCommand(["preview", "dev"])).to.throw(
      UsageError,
      /unexpected "dev"; did you mean --stack dev\?/,
    );
    expect(() => parseCommand(["audit", "state.json"])).to.throw(UsageError, /--state state\.json/);
  });

  it("previews the program's own project from whatever folder it is called", () => {
    expect(parseCommand(["preview"], "/srv/platform")).to.deep.include({ root: "/srv/platform" });
  });

  it("means files from the folder in which it is called", () => {
    const json = join(process.cwd(), "a.json");
    expect(parseCommand(["preview", "--root", "/srv", "--json", "a.json"])).to.deep.include({
      root: "/srv",
      json,
    });
  });

  it("holds no change to what is expected of it where nothing says what changes", () => {
    expect(() => parseCommand(["preview", "--expect", "x"])).to.throw(UsageError, /add --base REF/);
  });

  it("takes what was approved for a digest where it is one, else for a file of this folder", () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const passportOf = (given: string) => parseCommand(["passport", "--passport", given]);
    expect(passportOf(digest)).to.deep.include({ command: "passport", passport: digest });
    expect(passportOf("a.md")).to.deep.include({ passport: join(process.cwd(), "a.md") });
  });

  it("does not write two reports into one file", () => {
    expect(() => parseCommand(["preview", "--json", "x", "--markdown", "./x"])).to.throw(
      UsageError,
      /each needs a file of its own/,
    );
  });

  it("does not take another command's JSON=1 for the name of a file", () => {
    expect(() => parseCommand(["preview", "--json", "1"])).to.throw(UsageError, /JSON=<file>/);
  });

  it("suggests the option that was meant", () => {
    expect(() => parseCommand(["preview", "--markdwon", "x"]))
      .to.throw(UsageError)
      .with.property("message")
      .that.includes("unknown option --markdwon; did you mean --markdown?");
  });

  it("names the commands when one is unknown", () => {
    expect(() => parseCommand(["up"])).to.throw(UsageError, /unknown command "up"/);
  });

  it("asks for a value that is missing or empty", () => {
    expect(() => parseCommand(["preview", "--json"])).to.throw(UsageError, /--json/);
    expect(() => parseCommand(["preview", "--json="])).to.throw(UsageError, /--json needs a value/);
    for (const option of ["stack", "root", "base"]) {
      const empty = new RegExp(`--${option} needs a value`);
      expect(() => parseCommand(["preview", `--${option}=`])).to.throw(UsageError, empty);
    }
    expect(() => parseCommand(["preview", "--stack", ","])).to.throw(UsageError, /--stack needs/);
    expect(() => parseCommand(["audit", "--state", ""])).to.throw(UsageError, /--state needs/);
  });

  it("says how to write a state when audit gets none", () => {
    expect(() => parseCommand(["audit"])).to.throw(UsageError, /pulumi stack export/);
  });
});
