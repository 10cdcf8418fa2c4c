import { parseArgs } from "node:util";
import { readArguments } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";

export interface ChangesCommand {
  readonly base: string;
  readonly json: boolean;
}

export const usage = `Usage:
  make changed BASE=REF [JSON=1]
  npx tsx tools/changes/main.ts --base REF [--json]

    which workloads are not what they were in that revision, and which work with one of them: by what their build and
    test read, the Makefile, what it includes, the code that it runs with its imports, and lock files of the packages
    --base REF  a branch, a tag or a commit; what is not committed yet counts as changed
    --json      for programs: { base, head, workloads: [{ name, folder, target, changed, because }], removed, platform,
                notes }; \`changed\` is false of one that only works with a changed one

Exit codes: 0 told, 2 bad input, 3 failed.
`;

/** @throws UsageError that says what is expected. */
export function parseChanges(argv: readonly string[]): ChangesCommand | "help" {
  const options = {
    base: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = readArguments(usage, () => parseArgs({ args: [...argv], options }));
  if (values.help === true) return "help";
  const { base = "", json = false } = values;
  if (base.trim() === "") {
    throw new UsageError("--base is missing: make changed BASE=origin/develop");
  }
  return { base, json };
}
