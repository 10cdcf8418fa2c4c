import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Checked, Problem } from "./problem";

/** Far above any file that people write by hand; a larger one is a mistake. */
const longestFile = 1024 * 1024;

/** The text of a file of the project, without its byte order mark. */
export function readText(root: string, file: string, missing: string): Checked<string> {
  const problem = (got: string, expected: string, fix: string): { problems: Problem[] } => ({
    problems: [{ file, key: "", got, expected, fix }],
  });
  try {
    const text = readFileSync(join(root, file), "utf8").replace(/^\uFEFF/, "");
    if (text.length > longestFile) {
      return problem(`${String(text.length)} characters`, "at most 1 MiB", "make it smaller");
    }
    if (text.trim() === "") return problem("an empty file", "a map of keys", missing);
    return { value: text };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === "EISDIR")
      return problem("a folder", "a file", `remove the folder, then ${missing}`);
    if (code === "ENOENT" && isLink(join(root, file))) {
      return problem("a link to nothing", "a file", `remove the link, then ${missing}`);
    }
    if (code === "ENOENT" || code === "ENOTDIR") return problem("no such file", "a file", missing);
    return problem(`a file that can't be read (${code})`, "a readable file", `chmod u+r ${file}`);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
