import type { Checked } from "./problem";
import { readText } from "./read-text";

export const codeOwnersFile = ".github/CODEOWNERS";

/** One line of CODEOWNERS: who owns the paths that match. */
export interface Ownership {
  /** `<file>:<line>`. */
  readonly place: string;
  readonly pattern: string;
  readonly owners: readonly string[];
}

/** The lines of CODEOWNERS in their order, of which the last match decides. */
export function readCodeOwners(root: string): Checked<readonly Ownership[]> {
  const text = readText(root, codeOwnersFile, "write it: `* @<owner>/<team>`");
  if ("problems" in text) return text;
  const lines = text.value.split("\n").map((line) => line.replace(/(?:^|\s)#.*/u, "").trim());
  return {
    value: lines.flatMap((line, index) => {
      const [pattern = "", ...owners] = line.split(/\s+/u);
      const place = `${codeOwnersFile}:${String(index + 1)}`;
      return pattern === "" ? [] : [{ place, pattern, owners }];
    }),
  };
}
