import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project";

/** What git does not keep, and what makes the platform of a checkout its owner's. */
const others = /^(?:node_modules|\.git|\.artifacts|\.sandbox|coverage|apps|services|releases|Pulumi\..*)$/;

/** Copies this checkout's code, tests and documents into a folder, for a platform that is put beside it. */
export function copyCode(folder: string): void {
  for (const name of readdirSync(projectRoot)) {
    if (others.test(name)) continue;
    const filter = (path: string): boolean => !path.endsWith("node_modules");
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true, filter });
  }
}
