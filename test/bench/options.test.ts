import { expect } from "chai";
import { join } from "node:path";
import { parseOptions, parts } from "../../bench/options";
import { UsageError } from "../../settings/usage-error";

const home = join("/", "project");

describe("the benchmark's options", () => {
  it("measures everything seven times unless told otherwise", () => {
    expect(parseOptions([], home)).to.deep.include({ only: parts, runs: 7, json: undefined });
  });

  it("finds the CDK peer beside the repository", () => {
    expect(parseOptions([], home).cdk).to.equal(join("/", "shared", "peers", "cdk"));
  });

  it("takes parts in one list or several", () => {
    const { only } = parseOptions(["--only", "sample,memory", "--only", "cdk"], home);
    expect(only).to.deep.equal(["sample", "memory", "cdk"]);
  });

  for (const [mistake, argv, message] of [
    ["an unknown part", ["--only", "speed"], "one of sample, cdk, growth, memory, judging, engine"],
    ["no run at all", ["--runs", "0"], "a whole number from 1"],
    ["half a run", ["--runs", "2.5"], "a whole number from 1"],
    ["an unknown option", ["--fast"], "--fast"],
  ] as const) {
    it(`refuses ${mistake}`, () => {
      expect(() => parseOptions(argv, home)).to.throw(UsageError, message);
    });
  }
});
