import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import program = require("../../index");
import { loadPackData, type PackData, PackDataError } from "../../policies/pack-data";
import { UnknownStackError } from "../../policies/scope";
import { refuseNetwork, scrubCredentials } from "../../sandbox/offline";
import { SettingsError, type Problem } from "../../settings/problem";
import { listStacks, projectName, readStackConfig } from "../../settings/stack-file";
import { UsageError } from "../../settings/usage-error";
import { visibleLines } from "../../settings/visible";
import { reportOfRevision, type Confined } from "../compare/base-report";
import { compareReports } from "../compare/compare";
import { dateOfRevision } from "../compare/revision-date";
import { auditStates } from "../judge/audit";
import { previewStacks, type StackToPreview } from "../judge/preview";
import { jsonChunks } from "../render/json";
import { renderMarkdown } from "../render/markdown/markdown";
import { renderTerminal } from "../render/terminal/terminal";
import type { Report } from "../report/report";
import { describeFailure } from "../run/failure";
import { RefusedInputsError } from "../run/refused-inputs";
import { createLocator, type Locate, type ReadSourceMap } from "../run/source-map";
import { parseCommand, usage, type AuditCommand, type PreviewCommand } from "./options";
import { Progress } from "./progress";
import { terminalOf } from "./terminal";
import { writeFile } from "./write-file";

const exitCodes = { clean: 0, violated: 1, badInput: 2, failed: 3 } as const;

/**
 * The command line of `npm run preview` and `npm run audit`.
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
        return await preview(command, home, locate, progress, confined);
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

async function preview(
  command: PreviewCommand,
  home: string,
  locate: Locate,
  progress: Progress,
  confined: Confined,
): Promise<number> {
  const root = resolve(command.root);
  const stacks = stacksToPreview(root, command.stacks);
  const names = stacks.map(({ stack }) => stack);
  // The other revision runs in a process of its own while this one runs here.
  const base =
    command.base === undefined
      ? undefined
      : reportOfRevision(root, command.base, command.stacks, confined, (note) => {
          progress.clear();
          process.stderr.write(`${visibleLines(note)}\n`);
        });
  base?.catch(() => undefined);

  process.chdir(root);
  const report = await previewStacks({
    project: projectName,
    stacks,
    program,
    policies: packData(root, home),
    locate,
    everySource: [command.json, command.markdown, command.base].some((use) => use !== undefined),
    onProgress: (stack, index) => {
      progress.say(`previewing ${stack} (${String(index + 1)} of ${String(names.length)})`);
    },
  });
  if (base !== undefined) progress.say(`waiting for ${command.base ?? ""}`);
  const comparison = base === undefined ? undefined : compareReports(await base, report);
  progress.clear();

  if (command.json !== undefined) writeFile(command.json, jsonChunks(report));
  if (command.markdown !== undefined) {
    writeFile(command.markdown, [renderMarkdown(report, comparison)]);
  }
  const terminal = terminalOf(process.stdout, process.env);
  process.stdout.write(renderTerminal(report, { ...command, comparison, ...terminal }));
  return exitCodeOf(report);
}

function audit(command: AuditCommand, home: string): number {
  const report = auditStates(command, packData(home, home));
  if (command.json !== undefined) writeFile(command.json, jsonChunks(report));
  const terminal = terminalOf(process.stdout, process.env);
  process.stdout.write(
    renderTerminal(report, { comparison: undefined, tree: false, verbose: false, ...terminal }),
  );
  return exitCodeOf(report);
}

/** @throws SettingsError with every problem of every stack file that can't be read. */
function stacksToPreview(root: string, asked: readonly string[]): StackToPreview[] {
  if (!existsSync(join(root, "Pulumi.yaml"))) {
    throw new UsageError(`${root} is no project: it has no Pulumi.yaml`);
  }
  const names = asked.length > 0 ? asked : listStacks(root);
  if (names.length === 0) throw new UsageError(`${root} has no Pulumi.<stack>.yaml to preview`);
  const problems: Problem[] = [];
  const createdOn = names.every(isPermanent) ? undefined : dateOfRevision(root);
  const stacks = names.flatMap((stack) => {
    const config = readStackConfig(root, stack, createdOn);
    if ("value" in config) return [{ stack, config: config.value }];
    problems.push(...config.problems);
    return [];
  });
  if (problems.length > 0) throw new SettingsError(names, problems);
  return stacks;
}

function isPermanent(stack: string): boolean {
  return !stack.startsWith("pr-");
}

/** The pack's data of the project, else those that come with the program. */
function packData(root: string, home: string): PackData {
  const own = join(root, "policies");
  return loadPackData(existsSync(join(own, "environments.yaml")) ? own : join(home, "policies"));
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
