import { lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { leavesFolder } from "./leaves-folder";
import type { Checked, Problem } from "./problem";

/** Far above any file that people write by hand; a larger one is a mistake. */
const longestFile = 1024 * 1024;

/** The text of a file of the project, without its byte order mark. */
export function readText(root: string, file: string, missing: string): Checked<string> {
  const problem = (got: string, expected: string, fix: string): { problems: Problem[] } => ({
    problems: [{ file, key: "", got, expected, fix }],
  });
  try {
    const path = join(root, file);
    if (leavesFolder(root, path)) {
      const got = "a link out of the project's folder";
      return problem(got, "a file in it", `remove the link, then ${missing}`);
    }
    const status = statSync(path);
    if (status.isDirectory()) {
      return problem("a folder", "a file", `remove the folder, then ${missing}`);
    }
    // Reading a pipe or a device may never end.
    if (!status.isFile())
      return problem("a pipe or a device", "a file", `remove it, then ${missing}`);
    if (status.size > longestFile) {
      return problem(`${String(status.size)} bytes`, "at most 1 MiB", "make it smaller");
    }
    const text = decode(readFileSync(path));
    if (text === undefined) {
      return problem("bytes that are no UTF-8", "UTF-8 text", `save ${file} as UTF-8`);
    }
    if (text.trim() === "") return problem("an empty file", "a map of keys", missing);
    return { value: text };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if ((code === "ENOENT" || code === "ELOOP") && isLink(join(root, file))) {
      return problem("a link to nothing", "a file", `remove the link, then ${missing}`);
    }
    if (code === "ENOENT" || code === "ENOTDIR") return problem("no such file", "a file", missing);
    return problem(`a file that can't be read (${code})`, "a readable file", `chmod u+r ${file}`);
  }
}

/** Without the byte order mark; `undefined` for what is no UTF-8, which Pulumi refuses as well. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
