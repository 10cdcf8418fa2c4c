import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import program = require("../../index");
import { loadPackData, type PackData } from "../../policies/pack-data";
import { SettingsError, type Problem } from "../../settings/problem";
import { listStacks, projectName, readStackConfig } from "../../settings/stack-file";
import { UsageError } from "../../settings/usage-error";
import { visibleLines } from "../../settings/visible";
import { reportOfRevision, type Confined } from "../compare/base-report";
import { compareReports } from "../compare/compare";
import type { Comparison } from "../compare/comparison";
import { dateOfRevision } from "../compare/revision-date";
import { previewStacks, type StackToPreview } from "../judge/preview";
import { readEvidence } from "../passport/evidence";
import { passportsOf } from "../passport/passport";
import type { Passport, Report } from "../report/report";
import type { Locate } from "../run/source-map";
import type { Progress } from "./progress";

/** What is to be previewed. */
export interface Wanted {
  /** Folder of the project: its stack files, manifests and releases. */
  readonly root: string;
  /** Stacks to preview; empty means every stack that has a file. */
  readonly stacks: readonly string[];
  /** Git ref to compare with. */
  readonly base: string | undefined;
}

/** What a preview runs with. */
export interface Means {
  /** Folder of the program's own code. */
  readonly home: string;
  readonly locate: Locate;
  readonly progress: Progress;
  /** How another revision's code is run. */
  readonly confined: Confined;
}

export interface Found {
  readonly report: Report;
  /** `undefined` where there is no base. */
  readonly comparison: Comparison | undefined;
  /** Made when they are asked for: that takes a tenth of the time of all the rest. */
  readonly passports: () => readonly Passport[];
}

/** @param everySource - whether to say where every resource is declared, which takes as long as judging them. */
export async function find(wanted: Wanted, everySource: boolean, means: Means): Promise<Found> {
  const { home, locate, progress, confined } = means;
  const root = resolve(wanted.root);
  const stacks = stacksToPreview(root, wanted.stacks);
  const names = stacks.map(({ stack }) => stack);
  // The other revision runs in a process of its own while this one runs here.
  const base =
    wanted.base === undefined
      ? undefined
      : reportOfRevision(root, wanted.base, wanted.stacks, confined, (note) => {
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
    everySource,
    onProgress: (stack, index) => {
      progress.say(`previewing ${stack} (${String(index + 1)} of ${String(names.length)})`);
    },
  });
  if (base !== undefined) progress.say(`waiting for ${wanted.base ?? ""}`);
  const comparison = base === undefined ? undefined : compareReports(await base, report);
  progress.clear();
  const passports = () => passportsOf(report, comparison, readEvidence(root, home, names));
  return { report, comparison, passports };
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
export function packData(root: string, home: string): PackData {
  const own = join(root, "policies");
  return loadPackData(existsSync(join(own, "environments.yaml")) ? own : join(home, "policies"));
}
