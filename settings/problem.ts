import { RunError } from "@pulumi/pulumi/errors";
import { visible } from "./visible";

/** One thing that is wrong in a file, and how to put it right. */
export interface Problem {
  /** File relative to the project's root, with line and column where the text could not be read. */
  readonly file: string;
  /** Path of the key, for example `platform:network.cidr`; empty where the whole file is meant. */
  readonly key: string;
  /** The value as it was found; a secret's never stands here. */
  readonly got: string;
  readonly expected: string;
  /** The line to write or the command to run. */
  readonly fix: string;
}

/** A checked value, or everything that is wrong with it. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Every problem of some stacks' settings at once, each once; Pulumi prints it without a stack trace. */
export class SettingsError extends RunError {
  public readonly problems: readonly Problem[];

  /** @param stacks - a stack, or all that were read. */
  public constructor(stacks: string | readonly string[], problems: readonly Problem[]) {
    const distinctProblems = distinct(problems);
    super(render([stacks].flat(), distinctProblems));
    this.name = "SettingsError";
    this.problems = distinctProblems;
  }
}

/** A mistake in a file that several stacks read is found once for each. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Files by name; within a file the order in which its schema was read stays. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => compareText(a.file, b.file));
}

/** Order of code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A problem in one line. */
export function problemText({ file, key, got, expected, fix }: Problem): string {
  const place = key === "" ? file : `${file}: ${key}`;
  return visible(`${place} is ${got}, not ${expected}: ${fix}`);
}

function render(stacks: readonly string[], problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
  const lines = problems.map(({ file, key, got, expected, fix }) =>
    [
      `${file}${key === "" ? "" : `: ${key}`}`,
      `    got       ${got}`,
      `    expected  ${expected}`,
      `    fix       ${fix}`,
    ]
      .map(visible)
      .join("\n"),
  );
  const names = stacks.map((stack) => `"${visible(stack)}"`).join(", ");
  const whose = stacks.length === 1 ? `stack ${names}` : `stacks ${names}`;
  return [`${count} in the settings of ${whose}`, ...lines].join("\n\n");
}
