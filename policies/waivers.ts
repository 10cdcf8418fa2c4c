import type { Problems } from "./problems";
import { asList, isRecord, textAt } from "./read";

/** An exception from one rule for one resource, until a date. */
export interface Waiver {
  readonly rule: string;
  /** URN of the resource, which names the stack as well. */
  readonly resource: string;
  readonly owner: string;
  readonly reason: string;
  /** ISO date of the last day on which it holds. */
  readonly expires: string;
}

export function parseWaivers(document: unknown, problems: Problems): readonly Waiver[] {
  if (!isRecord(document)) {
    if (document !== undefined) problems.add("", "an object with the key waivers is expected");
    return [];
  }
  return asList(document.waivers).flatMap((entry, index) => {
    const key = `waivers[${String(index)}]`;
    if (!isRecord(entry)) {
      problems.add(key, "an object is expected");
      return [];
    }
    const text = (field: string) =>
      problems.attempt(`${key}.${field}`, () => textAt(entry, field), "");
    const resource = text("resource");
    if (resource !== "" && stackOf(resource) === undefined) {
      problems.add(`${key}.resource`, `"${resource}" is no URN; the preview's verdict prints it`);
    }
    return [
      {
        rule: text("rule"),
        resource,
        owner: text("owner"),
        reason: text("reason"),
        expires: problems.attempt(`${key}.expires`, () => dateAt(entry.expires), ""),
      },
    ];
  });
}

/** The stack that a URN names. */
export function stackOf(urn: string): string | undefined {
  return /^urn:pulumi:([^:]+)::[^:]+::.+::.+$/.exec(urn)?.[1];
}

function dateAt(value: unknown): string {
  // YAML reads an unquoted date as a timestamp.
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : value;
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text) || !isDay(text)) {
    throw new Error("an ISO date is expected, for example 2027-01-31");
  }
  return text;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
