import type { PropertyChange } from "../compare/comparison";
import type { Value } from "../report/report";
import { secretText, unknownText } from "../report/tree";
import { visible } from "../../settings/visible";
import { cut } from "./width";

/** A property value on one line of at most `width` columns. */
export function valueText(value: Value, width: number): string {
  if (value === secretText || value === unknownText) return value;
  return cut(visible(JSON.stringify(value)), width);
}

/** Longest beginning that two long texts share and a reader does not need twice. */
const sharedBeginning = 16;

/** How a property's values differ, each of at most `width` columns: `1 → 2`, `+ 1`, `- 1`. */
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
