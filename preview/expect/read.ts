import { readFileSync } from "node:fs";
import { reasonOf } from "../../settings/file-error";
import { hintAt } from "../../settings/nearest";
import { UsageError } from "../../settings/usage-error";
import { type Expectation, isKnown, known } from "./expectations";

/** Unknown expectations that are named. */
const named = 5;
/** Characters that are told of one. */
const told = 80;

/** @throws UsageError where the file can't be read, or expects what nobody knows. */
export function readExpectations(file: string | undefined): readonly Expectation[] {
  if (file === undefined) return [];
  try {
    return expectationsIn(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}`);
  }
}

/** The lines of a pull request's text that begin with `expect:`, in a list or not, each once. */
export function expectationsIn(text: string): readonly Expectation[] {
  const lines = [...text.matchAll(/^[ \t]*(?:[-*+] +)?expect:(.*)$/gim)].map(([, line = ""]) =>
    line.replace(/\s+/g, " ").trim().replace(/\.$/, "").toLowerCase(),
  );
  const unknown: string[] = [];
  const expectations = [...new Set(lines)].flatMap((line) => {
    const [, what = "", stacks = ""] = /^(.*?)(?: in ([a-z0-9, -]+))?$/.exec(line) ?? [];
    if (isKnown(what)) return [{ what, stacks: stacks.split(/[ ,]+/).filter(Boolean) }];
    unknown.push(`  "${line.slice(0, told)}"${hintAt(what.slice(0, told), known)}`);
    return [];
  });
  if (unknown.length === 0) return expectations;
  throw new UsageError(
    [
      "The pull request expects what is not known:",
      ...unknown.slice(0, named),
      `Expected: ${known.map((what) => `"${what}"`).join(", ")}; each may end in "in <stack>, <stack>".`,
    ].join("\n"),
  );
}
