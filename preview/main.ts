import { closeSync, existsSync, openSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import program = require("../index");
import { PackDataError } from "../policies/pack-data";
import { loadPackData, type PackData, UnknownStackError } from "../policies/judge";
import { SettingsError, type Problem } from "../settings/problem";
import { listStacks, projectName, readStackConfig } from "../settings/stack-file";
import { auditStates } from "./audit";
import { reportOfRevision } from "./base-report";
import { compareReports } from "./compare";
import { refuseNetwork, scrubCredentials } from "./offline";
import { parseCommand, usage, UsageError, type AuditCommand, type PreviewCommand } from "./options";
import { previewStacks, type StackToPreview } from "./preview";
import { Progress } from "./progress";
import { jsonChunks } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderTerminal } from "./render-terminal";
import type { Report } from "./report";
import { dateOfRevision } from "./revision-date";
import { createLocator } from "./source-map";

const exitCodes = { clean: 0, violated: 1, badInput: 2 } as const;

/**
 * The command line of `npm run preview` and `npm run audit`.
 *
 * @param home - folder of the program's own code.
 * @returns the exit code.
 */
export async function main(argv: readonly string[], home: string): Promise<number> {
  scrubCredentials(process.env);
  refuseNetwork();
  const progress = new Progress(process.stderr);
  try {
    const command = parseCommand(argv);
    switch (command.command) {
      case "help":
        process.stdout.write(usage);
        return exitCodes.clean;
      case "preview":
        return await preview(command, home, progress);
      case "audit":
        return audit(command, home);
    }
  } catch (error) {
    progress.clear();
    if (!isMistake(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.badInput;
  }
}

async function preview(command: PreviewCommand, home: string, progress: Progress): Promise<number> {
  const root = resolve(command.root);
  const stacks = stacksToPreview(root, command.stacks);
  const names = stacks.map(({ stack }) => stack);
  // The other revision runs in a process of its own while this one runs here.
  const base =
    command.base === undefined ? undefined : reportOfRevision(root, command.base, command.stacks);
  base?.catch(() => undefined);

  process.chdir(root);
  const report = await previewStacks({
    project: projectName(root),
    stacks,
    program,
    policies: packData(root, home),
    locate: createLocator(home),
    everySource: [command.json, command.markdown, command.base].some((use) => use !== undefined),
    onProgress: (stack, index) => {
      progress.say(`previewing ${stack} (${String(index + 1)} of ${String(names.length)})`);
    },
  });
  if (base !== undefined) progress.say(`waiting for ${command.base ?? ""}`);
  const comparison = base === undefined ? undefined : compareReports(await base, report);
  progress.clear();

  write(command.json, jsonChunks(report));
  write(command.markdown, [renderMarkdown(report, comparison)]);
  process.stdout.write(
    renderTerminal(report, { comparison, verbose: command.verbose, ...terminal() }),
  );
  return exitCodeOf(report);
}

function audit(command: AuditCommand, home: string): number {
  const report = auditStates(command, packData(home, home));
  write(command.json, jsonChunks(report));
  process.stdout.write(
    renderTerminal(report, { comparison: undefined, verbose: false, ...terminal() }),
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
    if (!("problems" in config)) return [{ stack, config }];
    problems.push(...config.problems);
    return [];
  });
  if (problems.length > 0) throw new SettingsError(names.join(", "), problems);
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

/** Piece by piece: the report of a large platform is longer than a string can be. */
function write(file: string | undefined, pieces: Iterable<string>): void {
  if (file === undefined) return;
  try {
    const descriptor = openSync(file, "w");
    for (const piece of pieces) writeSync(descriptor, piece);
    closeSync(descriptor);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} can't be written: ${reason}`);
  }
}

function terminal(): { colour: boolean; width: number } {
  // A pipe has neither property, whatever their types say.
  const stream: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout;
  return {
    colour: stream.isTTY === true && process.env.NO_COLOR === undefined,
    width: stream.columns ?? 100,
  };
}

function isMistake(error: unknown): error is Error {
  return [UsageError, SettingsError, PackDataError, UnknownStackError].some(
    (kind) => error instanceof kind,
  );
}
