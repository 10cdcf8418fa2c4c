import { scanTokens } from "./tokens";

/** What counts as a copy, as SonarQube counts it: so many tokens in a row, on so many lines. */
const leastTokens = 100;
const leastLines = 10;

export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Duplication {
  readonly lines: number;
  readonly duplicated: number;
  /** Where copies begin, as `file:line`, each with where the same stands. */
  readonly copies: readonly { readonly at: string; readonly of: string }[];
}

interface Place {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** How many lines stand somewhere else as well, whatever their layout and comments. */
export function duplicationIn(sources: readonly Source[]): Duplication {
  const seen = new Map<string, Place>();
  const duplicated = new Map<string, Set<number>>();
  const copies: { at: string; of: string }[] = [];
  for (const { file, text } of sources) {
    const tokens = scanTokens(file, text);
    let end = -1;
    for (let start = 0; start + leastTokens <= tokens.length; start++) {
      const run = tokens.slice(start, start + leastTokens);
      const [first, last] = [run[0]?.line ?? 0, run.at(-1)?.line ?? 0];
      if (last - first + 1 < leastLines) continue;
      const key = run.map((token) => token.text).join("\u0000");
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, { file, first, last });
        continue;
      }
      if (before.file === file && before.last >= first) continue;
      if (first > end)
        copies.push({
          at: `${file}:${String(first)}`,
          of: `${before.file}:${String(before.first)}`,
        });
      end = Math.max(end, last);
      mark(duplicated, { file, first, last });
      mark(duplicated, before);
    }
  }
  return {
    lines: sources.reduce((sum, { text }) => sum + text.split("\n").length, 0),
    duplicated: [...duplicated.values()].reduce((sum, { size }) => sum + size, 0),
    copies,
  };
}

function mark(duplicated: Map<string, Set<number>>, { file, first, last }: Place): void {
  const lines = duplicated.get(file) ?? new Set();
  for (let line = first; line <= last; line++) lines.add(line);
  duplicated.set(file, lines);
}
