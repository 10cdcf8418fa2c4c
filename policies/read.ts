import type { Properties } from "./resource";

/**
 * Reads what a rule needs, or throws: a missing, null, empty or wrongly typed value is a violation and never a pass,
 * and the judge turns the error into one. Paths are dotted: `deploymentConfiguration.strategy`.
 */
export function textAt(props: Properties, path: string): string {
  const value = valueAt(props, path);
  if (!isText(value)) throw new UnreadableError(path, value, "a text");
  return value;
}

export function numberAt(props: Properties, path: string): number {
  const value = valueAt(props, path);
  if (typeof value !== "number" || Number.isNaN(value)) {
    throw new UnreadableError(path, value, "a number");
  }
  return value;
}

/** A whole number that the provider takes as text, for example `bakeTimeInMinutes`. */
export function wholeNumberAt(props: Properties, path: string): number {
  const value = valueAt(props, path);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "string" && /^\d+$/.test(value)) return Number(value);
  throw new UnreadableError(path, value, "a whole number");
}

export function booleanAt(props: Properties, path: string): boolean {
  const value = valueAt(props, path);
  if (typeof value !== "boolean") throw new UnreadableError(path, value, "true or false");
  return value;
}

export function recordAt(props: Properties, path: string): Properties {
  const value = valueAt(props, path);
  if (!isRecord(value)) throw new UnreadableError(path, value, "an object");
  return value;
}

export function recordsAt(props: Properties, path: string): readonly Properties[] {
  return itemsOf(listAt(props, path), path, isRecord, "an object");
}

/** A list that may be left out or empty; what stands in it must be objects. */
export function recordsIn(props: Properties, path: string): readonly Properties[] {
  const value = valueAt(props, path);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnreadableError(path, value, "a list");
  return itemsOf(value as readonly unknown[], path, isRecord, "an object");
}

export function textsAt(props: Properties, path: string): readonly string[] {
  return itemsOf(listAt(props, path), path, isText, "a text");
}

/** Those of the values that are given; what is given must be a text, or nobody knows what it names. */
export function textsAmong(values: readonly unknown[], path: string): readonly string[] {
  const given = values.filter((value) => value !== undefined && value !== null && value !== "");
  return itemsOf(given, path, isText, "a text");
}

export function numbersAt(props: Properties, path: string): readonly number[] {
  return itemsOf(listAt(props, path), path, (item) => typeof item === "number", "a number");
}

/** The document that a text holds as JSON, for example an IAM policy. */
export function documentAt(props: Properties, path: string): Properties {
  const text = textAt(props, path);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UnreadableError(path, text, "a JSON document");
  }
  if (!isRecord(document)) throw new UnreadableError(path, document, "a JSON document");
  return document;
}

/** What a text holds, where it holds a document; any other value as it is. */
export function documentIn(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The statements of an IAM policy, which may be one or a list. */
export function statementsAt(props: Properties, path: string): readonly Properties[] {
  return statementsIn(documentAt(props, path), path);
}

/** The same, of the document that stands at a path. */
export function statementsIn(document: Properties, path: string): readonly Properties[] {
  const statements = asList(document.Statement);
  if (statements.length === 0) throw new UnreadableError(`${path}.Statement`, undefined, "a list");
  return itemsOf(statements, `${path}.Statement`, isRecord, "an object");
}

/** Whether the property is given at all; Pulumi drops null. */
export function has(props: Properties, path: string): boolean {
  const value = valueAt(props, path);
  return value !== undefined && value !== null;
}

/** A property that may be left out. */
export function optional<T>(
  read: (props: Properties, path: string) => T,
  props: Properties,
  path: string,
): T | undefined {
  return has(props, path) ? read(props, path) : undefined;
}

/** The value at a path, whatever it is; `undefined` where an object on the way is missing. */
export function valueAt(props: Properties, path: string): unknown {
  if (!path.includes(".")) return props[path];
  let value: unknown = props;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Whether a value is a text with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON policies write one value where they could write a list. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function itemsOf<T>(
  list: readonly unknown[],
  path: string,
  is: (value: unknown) => value is T,
  expected: string,
): readonly T[] {
  return list.map((item, index) => {
    if (!is(item)) throw new UnreadableError(`${path}.${String(index)}`, item, expected);
    return item;
  });
}

function listAt(props: Properties, path: string): readonly unknown[] {
  const value = valueAt(props, path);
  if (!Array.isArray(value) || value.length === 0) {
    throw new UnreadableError(path, value, "a list with something in it");
  }
  return value as readonly unknown[];
}

class UnreadableError extends Error {
  public constructor(path: string, value: unknown, expected: string) {
    super(`${path} is ${describe(value)}, not ${expected}`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  // The value itself stays out of the message: it may be a secret.
  if (typeof value === "string") return "a text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
