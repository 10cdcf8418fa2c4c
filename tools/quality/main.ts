import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, runCommandLine } from "../../operations/command-line";
import { UsageError } from "../../settings/usage-error";
import { visible } from "../../settings/visible";
import { duplicationIn } from "./duplicates";
import { coverageOf, linesAddedBy } from "./new-coverage";
import { parseQuality, type QualityCommand, usage } from "./options";

const exitCodes = { good: 0, poor: 1, failed: 3 } as const;

/** QUA-8, QUA-5: percent of new lines that tests cover at least, and of lines that are copies at most. */
const leastCovered = 80;
const mostDuplicated = 3;

/** Lines of a list that one screen takes. */
const shown = 10;

const code = ["*.ts", "*.mjs", ":!test", ":!**/test/**", ":!*.d.ts", ":!*.test.*"];

function run({ base }: QualityCommand): Promise<number> {
  const root = process.cwd();
  const verdicts = [newCoverage(root, base), duplication(root)];
  for (const { says } of verdicts)
    process.stdout.write(says.map((line) => `${visible(line)}\n`).join(""));
  return Promise.resolve(verdicts.every(({ isGood }) => isGood) ? exitCodes.good : exitCodes.poor);
}

interface Verdict {
  readonly isGood: boolean;
  readonly says: readonly string[];
}

function newCoverage(root: string, base: string | undefined): Verdict {
  if (base === undefined) return { isGood: true, says: [] };
  const report = join(root, "coverage/lcov.info");
  if (!existsSync(report)) throw new UsageError("coverage/lcov.info is missing: make test");
  const added = linesAddedBy(diffSince(root, base));
  const { covered, missed } = coverageOf(readFileSync(report, "utf8"), added);
  const lines = covered + missed.length;
  const percent = lines === 0 ? 100 : (100 * covered) / lines;
  const isGood = percent >= leastCovered;
  const head = `${mark(isGood)} tests cover ${percent.toFixed(1)} % of ${String(lines)} new lines, ${String(leastCovered)} % are wanted`;
  return { isGood, says: isGood ? [head] : [head, ...few(missed)] };
}

function duplication(root: string): Verdict {
  const files = git(root, ["ls-files", "-z", "--", ...code])
    .split("\0")
    .filter(Boolean);
  const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const { lines, duplicated, copies } = duplicationIn(sources);
  const percent = (100 * duplicated) / Math.max(lines, 1);
  const isGood = percent <= mostDuplicated;
  const head = `${mark(isGood)} ${percent.toFixed(1)} % of ${String(lines)} lines are copies, ${String(mostDuplicated)} % at most`;
  return {
    isGood,
    says: isGood ? [head] : [head, ...few(copies.map(({ at, of }) => `${at} as ${of}`))],
  };
}

/** @throws UsageError where there is no such revision. */
function diffSince(root: string, base: string): string {
  try {
    const range = `${base}...HEAD`;
    return git(root, [
      "diff",
      "--unified=0",
      "--no-prefix",
      "--end-of-options",
      range,
      "--",
      ...code,
    ]);
  } catch (error) {
    throw new UsageError(`--base: got "${base}", expected a revision: ${messageOf(error)}`);
  }
}

function git(root: string, args: readonly string[]): string {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, stdio: "pipe" } as const;
  return execFileSync("git", args, options);
}

function few(lines: readonly string[]): readonly string[] {
  const rest = lines.length - shown;
  return [
    ...lines.slice(0, shown).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${String(rest)} more`] : []),
  ];
}

function mark(isGood: boolean): string {
  return isGood ? "✓" : "✗";
}

void runCommandLine({ usage, parse: parseQuality, run, failed: exitCodes.failed });
