import type { PropertyChange } from "../compare/property-changes";
import type { Value } from "../report/report";
import { secretText, unknownText } from "../report/tree";

/** Characters that act instead of being seen: controls, escapes, and those that turn the direction of writing. */
const acting = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text of the program's on one line, in which nothing acts on the terminal or hides from the reader. */
export function visible(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** At most `width` characters; a longer text ends in an ellipsis. */
export function cut(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width
    ? text
    : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

export function widthOf(text: string): number {
  return Array.from(text).length;
}

/** Lines of at most `width` characters, broken at spaces; a longer word is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => pieces(long, width))) {
    if (line === "") line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const characters = Array.from(word);
  const result: string[] = [];
  for (let i = 0; i < characters.length; i += width) {
    result.push(characters.slice(i, i + width).join(""));
  }
  return result;
}

/** `1 resource`, `1,204 resources`. */
export function count(amount: number, noun: string): string {
  return `${digits(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** `1,204`, whatever the machine's locale. */
export function digits(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A property value on one line of at most `width` characters. */
export function valueText(value: Value, width: number): string {
  if (value === secretText || value === unknownText) return value;
  return cut(visible(JSON.stringify(value)), width);
}

/** Longest beginning that two long texts share and a reader does not need twice. */
const sharedBeginning = 16;

/** How a property's values differ, each of at most `width` characters: `1 → 2`, `+ 1`, `- 1`. */
export function valuesText(change: PropertyChange, width: number): string {
  switch (change.kind) {
    case "added":
      return `+ ${valueText(change.after, width)}`;
    case "removed":
      return `- ${valueText(change.before, width)}`;
    case "rearranged":
      return "the same in another order or layout";
    case "changed": {
      const [before, after] = withoutShared(change.before, change.after, width);
      return `${valueText(before, width)} → ${valueText(after, width)}`;
    }
  }
}

/** Long texts that begin alike, as image references do, from a little before they part. */
function withoutShared(before: Value, after: Value, width: number): readonly [Value, Value] {
  if (typeof before !== "string" || typeof after !== "string") return [before, after];
  if (Math.max(before.length, after.length) + 2 <= width) return [before, after];
  let shared = 0;
  while (shared < before.length && before[shared] === after[shared]) shared += 1;
  if (shared <= sharedBeginning) return [before, after];
  const from = shared - sharedBeginning / 2;
  return [`…${before.slice(from)}`, `…${after.slice(from)}`];
}
