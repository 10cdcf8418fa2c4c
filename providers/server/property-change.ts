import { isDeepStrictEqual } from "node:util";
import { isMap, reveal, type WireMap } from "./wire";

/** One place at which two sets of inputs differ. */
export interface PropertyChange {
  /** The names and indices that lead to it. */
  readonly path: readonly (string | number)[];
  readonly kind: "add" | "delete" | "update";
}

/** Stands for a value that the engine does not know, where two values are compared. */
const unknown = Symbol("unknown");

/** The innermost places at which the inputs differ; marks of secrecy are no difference. */
export function changesBetween(olds: WireMap, news: WireMap): readonly PropertyChange[] {
  return [...changesAt([], reveal(olds, unknown), reveal(news, unknown))];
}

/** Whether a path of `ignoreChanges` (`tags.team`, `rules[*].name`, `["a.b"]`, `*`) holds the changed place. */
export function isIgnored({ path }: PropertyChange, ignoreChanges: readonly string[]): boolean {
  return ignoreChanges.some((ignored) => {
    const pattern = parsePath(ignored);
    return (
      pattern.length <= path.length &&
      pattern.every((step, index) => step === "*" || step === String(path[index]))
    );
  });
}

/** The path as the engine reads it: `rules[0].name`, `tags["a.b"]`. */
export function pathText(path: PropertyChange["path"]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${String(step)}]`;
    if (!/^[^.[\]"]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

function* changesAt(
  path: PropertyChange["path"],
  before: unknown,
  after: unknown,
): Generator<PropertyChange> {
  if (isDeepStrictEqual(before, after)) return;
  if (before === undefined || after === undefined) {
    yield { path, kind: before === undefined ? "add" : "delete" };
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      yield* changesAt([...path, index], before[index], after[index]);
    }
  } else if (isMap(before) && isMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* changesAt([...path, key], before[key], after[key]);
    }
  } else {
    yield { path, kind: "update" };
  }
}

function parsePath(text: string): readonly string[] {
  return Array.from(
    text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g),
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
}
