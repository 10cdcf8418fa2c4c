// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src/", import.meta.url));
const page = readFileSync(`${source}index.html`, "utf8");

describe("newcomer", () => {
  it("refers only to files that are there", () => {
    const files = new Set(readdirSync(source));
    const named = [...page.matchAll(/(?:href|src)="\/([\w.-]+)"/g)].map(([, name]) => name);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => !files.has(String(name))),
      [],
    );
  });

  it("runs no script that its content security policy refuses", () => {
    assert.doesNotMatch(page, /<script(?![^>]* src=)| style="| on[a-z]+="/);
    assert.match(readFileSync(`${source}_headers`, "utf8"), /default-src 'self'/);
  });
});
