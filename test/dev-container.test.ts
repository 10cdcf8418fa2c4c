import { readFileSync } from "node:fs";
import { expect } from "chai";

/** What a pattern captures in a file. */
function found(file: string, pattern: RegExp): string | undefined {
  return pattern.exec(readFileSync(file, "utf8"))?.[1];
}

describe("the dev container", () => {
  const container = ".devcontainer/Dockerfile";

  it("has the Node of .nvmrc", () => {
    const wanted = found(".nvmrc", /^(\d+)$/m);
    expect(found(container, /javascript-node:[\d.]+-(\d+)-/))
      .to.equal(wanted)
      .and.not.equal(undefined);
  });

  it("has the Go that the engine is built with", () => {
    const wanted = found("tools/engine/go.mod", /^go (\S+)$/m);
    expect(found(container, /golang:([\d.]+)-/))
      .to.equal(wanted)
      .and.not.equal(undefined);
  });
});
