import { PackDataError } from "../../policies/pack-data";
import { UnknownStackError } from "../../policies/scope";
import { refuseNetwork, scrubCredentials } from "../../sandbox/offline";
import { SettingsError } from "../../settings/problem";
import { UsageError } from "../../settings/usage-error";
import { visibleLines } from "../../settings/visible";
import type { Confined } from "../compare/base-report";
import { hold } from "../expect/expectations";
import { readExpectations } from "../expect/read";
import { auditStates } from "../judge/audit";
import type { Approved } from "../passport/approved";
import { differences } from "../passport/differences";
import { lineOf } from "../passport/line";
import { readApproved } from "../passport/read-approved";
import { jsonChunks } from "../render/json";
import { renderMarkdown } from "../render/markdown/markdown";
import { renderDifferences } from "../render/terminal/differences";
import { renderTerminal } from "../render/terminal/terminal";
import type { Report } from "../report/report";
import { describeFailure } from "../run/failure";
import { RefusedInputsError } from "../run/refused-inputs";
import { createLocator, type ReadSourceMap } from "../run/source-map";
import { find, packData, type Means } from "./find";
import {
  parseCommand,
  usage,
  type AuditCommand,
  type PassportCommand,
  type PreviewCommand,
} from "./options";
import { Progress } from "./progress";
import { terminalOf } from "./terminal";
import { writeFile } from "./write-file";

const exitCodes = { clean: 0, violated: 1, badInput: 2, failed: 3 } as const;

/**
 * The command line of `make preview`, `make passport` and `make audit`.
 *
 * @param home - folder of the program's own code.
 * @param readSourceMap - of the bundle that runs.
 * @param confined - how another revision's code is run.
 * @returns the exit code.
 */
export async function main(
  argv: readonly string[],
  home: string,
  readSourceMap: ReadSourceMap,
  confined: Confined,
): Promise<number> {
  scrubCredentials(process.env);
  refuseNetwork();
  const locate = createLocator(home, readSourceMap);
  const progress = new Progress(process.stderr);
  try {
    const command = parseCommand(argv, home);
    switch (command.command) {
      case "help":
        process.stdout.write(usage);
        return exitCodes.clean;
      case "preview":
        return await preview(command, { home, locate, progress, confined });
      case "passport":
        return await passport(command, { home, locate, progress, confined });
      case "audit":
        return audit(command, home);
    }
  } catch (error) {
    progress.clear();
    const mistake = isMistake(error);
    const text = mistake ? error.message : describeFailure(error, locate);
    process.stderr.write(`${visibleLines(text)}\n`);
    return mistake ? exitCodes.badInput : exitCodes.failed;
  }
}

async function preview(command: PreviewCommand, means: Means): Promise<number> {
  const { json, markdown, base, expectations } = command;
  const everySource = [json, markdown, base].some((use) => use !== undefined);
  const expected = readExpectations(expectations);
  const { report, comparison, passports: make } = await find(command, everySource, means);
  const passports = json === undefined && markdown === undefined ? [] : make();
  const met = comparison === undefined ? [] : hold(expected, comparison);
  if (json !== undefined) writeFile(json, jsonChunks(report, passports));
  if (markdown !== undefined) {
    writeFile(markdown, [renderMarkdown(report, comparison, { passports, expectations: met })]);
  }
  const terminal = terminalOf(process.stdout, process.env);
  process.stdout.write(
    renderTerminal(report, { ...command, comparison, expectations: met, ...terminal }),
  );
  return met.every(({ broken }) => broken.length === 0) ? exitCodeOf(report) : exitCodes.violated;
}

/** Previews every stack, as a pull request's preview does: what one stack's policies say, and parity, others have a part in. */
async function passport(command: PassportCommand, means: Means): Promise<number> {
  const { root, base, stack, passport: given } = command;
  const approved = given === undefined ? undefined : readApproved(given, stack);
  requireSameQuestion(approved ?? [], base);
  const found = await find({ root, base, stacks: [] }, false, means);
  const passports = found.passports();
  if (approved === undefined) {
    const own = passports.filter((each) => stack === undefined || each.stack === stack);
    if (own.length === 0) throw new UsageError(`there is no stack "${String(stack)}"`);
    process.stdout.write(own.map((each) => `${lineOf(each)}\n`).join(""));
    return exitCodes.clean;
  }
  const differing = differences(approved, passports);
  const terminal = terminalOf(process.stdout, process.env);
  process.stdout.write(renderDifferences(approved, differing, terminal));
  return differing.length === 0 ? exitCodes.clean : exitCodes.violated;
}

/** @throws UsageError where one side says what changes and the other does not. */
function requireSameQuestion(approved: readonly Approved[], base: string | undefined): void {
  const told = approved.find(({ sections }) => sections.size > 0);
  if (told === undefined || told.sections.has("changes") === (base !== undefined)) return;
  throw new UsageError(
    base === undefined
      ? "what was approved says what changes: add BASE=<git-ref>, the commit before the merge"
      : "what was approved was previewed without a base: leave BASE= out",
  );
}

function audit(command: AuditCommand, home: string): number {
  const report = auditStates(command, packData(home, home));
  if (command.json !== undefined) writeFile(command.json, jsonChunks(report));
  const terminal = terminalOf(process.stdout, process.env);
  process.stdout.write(renderTerminal(report, { tree: false, verbose: false, ...terminal }));
  return exitCodeOf(report);
}

function exitCodeOf(report: Report): number {
  const violated = report.stacks.some(({ verdicts }) =>
    verdicts.some(({ level, status }) => level === "mandatory" && status === "violated"),
  );
  return violated ? exitCodes.violated : exitCodes.clean;
}

function isMistake(error: unknown): error is Error {
  return [UsageError, SettingsError, RefusedInputsError, PackDataError, UnknownStackError].some(
    (kind) => error instanceof kind,
  );
}
