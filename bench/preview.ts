import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../preview/report/report";
import { run, type Command } from "./measure";
import { platformStacks } from "./platform";

/** What a preview looked at. */
export interface Extent {
  readonly stacks: number;
  readonly resources: number;
  readonly rules: number;
  /** Mandatory rules that objected. */
  readonly violations: number;
}

/** A violation does not stop a preview: it has judged everything all the same. */
const done = [0, 1];

/** The preview of this repository, every stack and every policy, as a newcomer starts it. */
export function previewOfSample(home: string): Command {
  return {
    name: "preview of the sample",
    file: process.execPath,
    args: [join(home, "preview", "start.mjs"), "preview"],
    cwd: home,
    done,
  };
}

/** The preview of a generated platform by this repository's program. */
export function previewOfPlatform(home: string, folder: string, services: number): Command {
  return {
    name: `preview of ${String(services)} services`,
    file: process.execPath,
    args: [
      join(home, "preview", "start.mjs"),
      "preview",
      ...["--root", folder, "--stack", platformStacks.join(",")],
    ],
    cwd: home,
    done,
  };
}

/** Runs a preview once, which also fills its caches, and counts what it reports to `file`. */
export async function countExtent(command: Command, file: string): Promise<Extent> {
  await run({ ...command, args: [...command.args, "--json", file] });
  const { stacks } = JSON.parse(readFileSync(file, "utf8")) as Report;
  const verdicts = stacks.flatMap((stack) => stack.verdicts);
  return {
    stacks: stacks.length,
    resources: stacks.reduce((sum, { resources }) => sum + resources.length, 0),
    rules: new Set(verdicts.map(({ rule }) => rule)).size,
    violations: verdicts.filter(
      ({ level, status }) => level === "mandatory" && status === "violated",
    ).length,
  };
}

export function notesOn(violations: number): string[] {
  return violations === 0 ? [] : [`mandatory violations: ${String(violations)}`];
}
