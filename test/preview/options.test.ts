import { expect } from "chai";
import { parseCommand, UsageError } from "../../preview/options";

describe("the command line", () => {
  it("previews every stack of this folder when nothing is asked", () => {
    expect(parseCommand([])).to.deep.equal({
      command: "preview",
      root: process.cwd(),
      stacks: [],
      base: undefined,
      json: undefined,
      markdown: undefined,
      verbose: false,
    });
  });

  it("takes stacks one by one or as a list, each once", () => {
    expect(parseCommand(["preview", "--stack", "dev,staging", "--stack", "dev"])).to.deep.include({
      stacks: ["dev", "staging"],
    });
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
  });

  it("says how to write a state when audit gets none", () => {
    expect(() => parseCommand(["audit"])).to.throw(UsageError, /pulumi stack export/);
  });
});
