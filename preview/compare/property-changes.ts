import type { Value, Values } from "../report/report";
import type { PropertyChange } from "./comparison";

/** What differs between two sets of properties; empty exactly when they hold the same. */
export function diffProperties(before: Values, after: Values): PropertyChange[] {
  return [...diffMaps("", before, after)];
}

/** One text for all values that hold the same, whatever the order of their keys. */
export function canonical(value: Value): string {
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(own(value, key) ?? null)}`);
  return `{${entries.join(",")}}`;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value | undefined): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The map or list that a string holds as JSON, as policies and container definitions do. */
export function parseDocument(value: Value | undefined): Values | readonly Value[] | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Values | readonly Value[];
  } catch {
    return undefined;
  }
}

type Changes = Generator<PropertyChange, void>;

function* diffMaps(path: string, before: Values, after: Values): Changes {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of [...keys].sort()) {
    yield* diffPresence(member(path, key), own(before, key), own(after, key));
  }
}

function* diffPresence(path: string, before: Value | undefined, after: Value | undefined): Changes {
  if (before === undefined) {
    if (after !== undefined) yield { kind: "added", path, after };
  } else if (after === undefined) {
    yield { kind: "removed", path, before };
  } else {
    yield* diffValues(path, before, after);
  }
}

function* diffValues(path: string, before: Value, after: Value): Changes {
  if (before === after) return;
  if (isMap(before) && isMap(after)) yield* diffMaps(path, before, after);
  else if (isList(before) && isList(after)) yield* diffLists(path, before, after);
  else if (typeof before === "string" && typeof after === "string") {
    yield* diffStrings(path, before, after);
  } else yield { kind: "changed", path, before, after };
}

function* diffStrings(path: string, before: string, after: string): Changes {
  const documents = [parseDocument(before), parseDocument(after)] as const;
  const comparable =
    (isMap(documents[0]) && isMap(documents[1])) || (isList(documents[0]) && isList(documents[1]));
  if (!comparable) {
    yield { kind: "changed", path, before, after };
    return;
  }
  let differs = false;
  for (const change of diffValues(path, documents[0], documents[1])) {
    differs = true;
    yield change;
  }
  if (!differs) yield { kind: "rearranged", path };
}

function* diffLists(path: string, before: readonly Value[], after: readonly Value[]): Changes {
  const key = nameOfElements(before, after);
  let differs = false;
  const changes =
    key === undefined
      ? diffUnnamed(path, before, after)
      : diffNamed(path, byName(before, key), byName(after, key));
  for (const change of changes) {
    differs = true;
    yield change;
  }
  if (!differs && canonical(before) !== canonical(after)) yield { kind: "rearranged", path };
}

function* diffNamed(
  path: string,
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): Changes {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    yield* diffPresence(`${path}[${JSON.stringify(name)}]`, before.get(name), after.get(name));
  }
}

/** Elements that stand in both lists are set aside wherever they stand; what is left over pairs up in order. */
function* diffUnnamed(path: string, before: readonly Value[], after: readonly Value[]): Changes {
  const unmatched = new Map<string, number>();
  for (const text of before.map(canonical)) unmatched.set(text, (unmatched.get(text) ?? 0) + 1);
  const added = [...after.entries()].filter(([, value]) => !takeOne(unmatched, canonical(value)));
  const removed = before.filter((value) => takeOne(unmatched, canonical(value)));
  for (let i = 0; i < Math.max(added.length, removed.length); i++) {
    const was = removed[i];
    const [index, is] = added[i] ?? [i, undefined];
    if (
      was !== undefined &&
      is !== undefined &&
      typeof was === "object" &&
      typeof is === "object"
    ) {
      yield* diffValues(`${path}[${String(index)}]`, was, is);
      continue;
    }
    if (was !== undefined) yield { kind: "removed", path: `${path}[]`, before: was };
    if (is !== undefined) yield { kind: "added", path: `${path}[]`, after: is };
  }
}

function takeOne(counts: Map<string, number>, text: string): boolean {
  const count = counts.get(text) ?? 0;
  if (count > 0) counts.set(text, count - 1);
  return count > 0;
}

/** Fields by which the services' lists name their elements, the most telling first. */
const nameFields = ["name", "key", "Sid", "sid", "id", "ruleName", "hostname", "capacityProvider"];

/** The field that names every element of both lists, each list's elements by different names. */
function nameOfElements(before: readonly Value[], after: readonly Value[]): string | undefined {
  return nameFields.find(
    (field) =>
      [before, after].every(
        (list) => new Set(list.map((element) => nameOf(element, field) ?? "")).size === list.length,
      ) && [...before, ...after].every((element) => nameOf(element, field) !== undefined),
  );
}

function byName(list: readonly Value[], field: string): Map<string, Value> {
  return new Map(list.map((element) => [nameOf(element, field) ?? "", element]));
}

function nameOf(element: Value, field: string): string | undefined {
  const name = isMap(element) ? own(element, field) : undefined;
  return typeof name === "string" ? name : undefined;
}

function member(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** A key of the map itself: JSON may call one `constructor`. */
function own(map: Values, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
