// @ts-check
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

const source = join(dirname(fileURLToPath(import.meta.url)), "src");
const built = () => {
  const target = mkdtempSync(join(tmpdir(), "landing-page-"));
  build(source, target);
  return target;
};

describe("landing page", () => {
  it("refers only to files that the build writes", () => {
    const target = built();
    const files = new Set(readdirSync(target));
    const page = readFileSync(join(target, "index.html"), "utf8");
    const references = [...page.matchAll(/(?:href|src)="\/([\w.-]+)"/g)].map(([, name]) => name);
    assert.ok(references.length >= 2);
    assert.deepEqual(
      references.filter((name) => !files.has(String(name))),
      [],
    );
  });

  it("names styles and scripts by their content", () => {
    const names = readdirSync(built());
    assert.ok(names.some((name) => /^style\.[0-9a-f]{12}\.css$/.test(name)));
    assert.ok(names.some((name) => /^menu\.[0-9a-f]{12}\.js$/.test(name)));
  });

  it("has what assistive technology needs", () => {
    const page = readFileSync(join(source, "index.html"), "utf8");
    assert.match(page, /<html lang="fr"/);
    assert.match(page, /<title>[^<]+<\/title>/);
    assert.match(page, /<main id="main"/);
    assert.equal([...page.matchAll(/<h1/g)].length, 1);
    assert.match(page, /class="skip" href="#main"/);
    for (const [image] of page.matchAll(/<img[^>]*>/g)) assert.match(image, / alt="/);
  });

  it("runs no script that its content security policy refuses", () => {
    const page = readFileSync(join(source, "index.html"), "utf8");
    assert.doesNotMatch(page, /<script(?![^>]* src=)/);
    assert.doesNotMatch(page, / style="| on[a-z]+="/);
    assert.match(
      readFileSync(join(source, "_headers"), "utf8"),
      /Content-Security-Policy: default-src 'self'/,
    );
  });
});
