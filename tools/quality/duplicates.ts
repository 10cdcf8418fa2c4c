import { scanTokens, type Token } from "./tokens";

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
  readonly tokens: readonly Token[];
  readonly start: number;
}

const numbers = new Map<string, number>();

/** How many lines stand somewhere else as well, whatever their layout and comments. */
export function duplicationIn(sources: readonly Source[]): Duplication {
  const seen = new Map<number, Place>();
  const duplicated = new Map<string, Set<number>>();
  const copies: { at: string; of: string }[] = [];
  for (const { file, text } of sources) {
    const tokens = scanTokens(file, text);
    const keys = keysOf(tokens);
    for (let start = 0; start + leastTokens <= tokens.length; start++) {
      const here = { file, tokens, start };
      const key = keys[start] ?? 0;
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, here);
        continue;
      }
      const length = commonLength(before, here);
      if (linesOf(here, length).length < leastLines) continue;
      copies.push({ at: spelled(here), of: spelled(before) });
      for (const place of [before, here]) {
        const marked = duplicated.get(place.file) ?? new Set();
        for (const line of linesOf(place, length)) marked.add(line);
        duplicated.set(place.file, marked);
      }
      start += length - 1;
    }
  }
  return {
    lines: sources.reduce((sum, { text }) => sum + text.split("\n").length, 0),
    duplicated: [...duplicated.values()].reduce((sum, { size }) => sum + size, 0),
    copies,
  };
}

/** A number for each run of tokens, the same for the same run; another run may have it too. */
function keysOf(tokens: readonly Token[]): readonly number[] {
  const factor = 1_000_003;
  let weight = 1;
  for (let index = 0; index < leastTokens; index++) weight = Math.imul(weight, factor);
  const keys: number[] = [];
  let key = 0;
  tokens.forEach(({ text }, index) => {
    const gone = tokens[index - leastTokens]?.text;
    key = Math.imul(key, factor) + numberOf(text);
    if (gone !== undefined) key -= Math.imul(weight, numberOf(gone));
    key |= 0;
    if (index >= leastTokens - 1) keys.push(key);
  });
  return keys;
}

function numberOf(text: string): number {
  const known = numbers.get(text) ?? numbers.size + 1;
  numbers.set(text, known);
  return known;
}

/** Tokens that both have in a row; in one file they don't run into one another. */
function commonLength(one: Place, other: Place): number {
  const most = one.file === other.file ? other.start - one.start : Infinity;
  let length = 0;
  while (length < most) {
    const token = other.tokens[other.start + length];
    if (token === undefined || one.tokens[one.start + length]?.text !== token.text) break;
    length++;
  }
  return length < leastTokens ? 0 : length;
}

/** Lines that so many tokens stand on, from the first to the last. */
function linesOf({ tokens, start }: Place, length: number): readonly number[] {
  const [first, last] = [tokens[start]?.line ?? 0, tokens[start + length - 1]?.line ?? -1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
}

function spelled({ file, tokens, start }: Place): string {
  return `${file}:${String(tokens[start]?.line ?? 0)}`;
}
