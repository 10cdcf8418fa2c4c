// @ts-check
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Files whose name must stay: people and machines ask for them by it. */
const stable = new Set([".html", ".txt"]);

/**
 * Copies src/ to dist/. Styles and scripts get their digest into their name, so that browsers may keep them for a year
 * and a new release is never mixed with an old one.
 *
 * @param {string} source
 * @param {string} target
 */
export function build(source, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = readdirSync(source).filter((file) => file !== "_headers");

  /** @type {Map<string, string>} */
  const renamed = new Map();
  for (const file of files.filter((name) => !stable.has(extname(name)))) {
    const content = readFileSync(join(source, file));
    const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
    const extension = extname(file);
    const name = `${file.slice(0, -extension.length)}.${digest}${extension}`;
    renamed.set(file, name);
    writeFileSync(join(target, name), content);
  }
  for (const file of files.filter((name) => stable.has(extname(name)))) {
    const text = readFileSync(join(source, file), "utf8");
    writeFileSync(
      join(target, file),
      text.replace(/(href|src)="\/([\w.-]+)"/g, (whole, attribute, name) => {
        const hashed = renamed.get(name);
        return hashed === undefined ? whole : `${attribute}="/${hashed}"`;
      }),
    );
  }
  cpSync(join(source, "_headers"), join(target, "_headers"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const here = dirname(fileURLToPath(import.meta.url));
  build(join(here, "src"), join(here, "dist"));
}
