import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { referencePages } from "./pages";

/** Writes docs/reference out of the schemas, the Makefile and the commands' usage. */
async function main(): Promise<void> {
  const root = resolve(__dirname, "..", "..");
  const folder = join(root, "docs", "reference");
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of await referencePages(root)) writeFileSync(join(folder, file), text);
}

void main();
