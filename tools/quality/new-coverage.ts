/** Lines that were written, by file. */
export type Lines = ReadonlyMap<string, ReadonlySet<number>>;

export interface Coverage {
  readonly covered: number;
  /** New lines that no test runs, as `file:line`. */
  readonly missed: readonly string[];
}

/** The lines that a diff without context adds: `git diff --unified=0 --no-prefix`. */
export function linesAddedBy(diff: string): Lines {
  const added = new Map<string, Set<number>>();
  let file = "";
  /** Lines of the hunk that are still to come, whatever they look like. */
  let left = 0;
  for (const line of diff.split("\n")) {
    if (left > 0) {
      left--;
      continue;
    }
    const [, named] = /^\+\+\+ (.+)$/.exec(line) ?? [];
    if (named !== undefined) file = named;
    const [, removed = "1", start, count = "1"] =
      /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined) continue;
    const lines = added.get(file) ?? new Set();
    for (let offset = 0; offset < Number(count); offset++) lines.add(Number(start) + offset);
    added.set(file, lines);
    left = Number(removed) + Number(count);
  }
  return added;
}

/** How many of the new lines that can run, tests do run, by an lcov report. */
export function coverageOf(lcov: string, added: Lines): Coverage {
  let covered = 0;
  let file = "";
  const missed: string[] = [];
  for (const line of lcov.split("\n")) {
    if (line.startsWith("SF:")) file = line.slice("SF:".length);
    const [, number, hits] = /^DA:(\d+),(\d+)/.exec(line) ?? [];
    if (number === undefined || added.get(file)?.has(Number(number)) !== true) continue;
    if (hits === "0") missed.push(`${file}:${number}`);
    else covered++;
  }
  return { covered, missed };
}
