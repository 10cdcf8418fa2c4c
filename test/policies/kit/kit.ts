import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { mutationsIn } from "./apply";
import type { Mutation } from "./mutation";

const folder = join(__dirname, "attacks");

/** Files of attacks, the kit's own unless given: an area each, as the file is called. */
export function kitOf(files: readonly string[] = own()): Mutation[] {
  return files.flatMap((file) =>
    mutationsIn(basename(file, ".attacks"), readFileSync(file, "utf8")),
  );
}

function own(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".attacks"))
    .sort()
    .map((file) => join(folder, file));
}
