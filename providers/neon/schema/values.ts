import { isDeepStrictEqual } from "node:util";
import type { AnyFields, Change, Field, FieldType } from "./field";

/** Values without the engine's marks. */
export type Values = Readonly<Record<string, unknown>>;

/** Stands for a value that the engine does not know before the deployment. */
export const unknown = Symbol("unknown");

export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values of a field are one: spellings of an instant, orders of a set, and a default that is left out. */
export function isSame(type: FieldType, before: unknown, after: unknown): boolean {
  if (before === unknown || after === unknown) return false;
  if (isDeepStrictEqual(before, after)) return true;
  switch (type.kind) {
    case "string":
      return type.format === "timestamp" && isSameInstant(before, after);
    case "list":
      return Array.isArray(before) && Array.isArray(after) && isSameList(type, before, after);
    case "object":
      return changesOf(type.fields, asValues(before), asValues(after)).length === 0;
    case "boolean":
    case "integer":
    case "number":
      return false;
  }
}

/**
 * What each difference between two sets of inputs means; of a value that is not known yet, the same as of another.
 *
 * @param live - what is there, also of what the program has not said so far: saying what is so already changes nothing.
 */
export function changesOf(
  fields: AnyFields,
  before: Values,
  after: Values,
  live: Values = {},
): readonly Change[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    changesOfField(field, before[name], after[name], live[name]),
  );
}

/** The changes of one input; none where both values mean the same. */
export function changesOfField(
  field: Field,
  before: unknown,
  after: unknown,
  live: unknown,
): readonly Change[] {
  const { type, change, default: fallback } = field;
  if (type.kind === "object" && change === undefined && before !== unknown && after !== unknown) {
    return changesOf(type.fields, asValues(before), asValues(after), asValues(live));
  }
  if (after === undefined && fallback === undefined && field.removal === "kept") return [];
  if (before === undefined && live === undefined && field.untold === true) return [];
  const from = before ?? (after === undefined ? undefined : live) ?? fallback;
  // An object that is not known yet: the deployment will know which of its inputs change.
  return isSame(type, from, after ?? fallback) ? [] : [change ?? "update"];
}

/**
 * What is to be sent to make a resource as the program has it: what it says, and the default of what it says no longer.
 *
 * @param before - what it said.
 */
export function meantBy(fields: AnyFields, before: Values, after: Values): Values {
  const meant = Object.entries(fields).map(([name, { type, default: fallback }]) => {
    const [was, is] = [before[name], after[name]];
    if (type.kind === "object" && (isObject(was) || isObject(is))) {
      return [name, meantBy(type.fields, asValues(was), asValues(is))] as const;
    }
    return [name, is ?? (was === undefined ? undefined : fallback)] as const;
  });
  return Object.fromEntries(meant.filter(([, value]) => value !== undefined));
}

/**
 * What has become of inputs: of those that the program says, the live value, in the program's spelling where it means the
 * same; what the service does not tell is taken to be as it was.
 *
 * @param live - a key with `undefined` says that the service has no such value any more.
 */
export function refreshed(fields: AnyFields, known: Values, live: Values): Values {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, was]) => {
      const field = fields[name];
      if (field === undefined || !(name in live)) return [[name, was]];
      const is = live[name];
      if (field.type.kind === "object" && isObject(was) && isObject(is)) {
        return [[name, refreshed(field.type.fields, was, is)]];
      }
      if (isSame(field.type, was, is)) return [[name, was]];
      return is === undefined ? [] : [[name, is]];
    }),
  );
}

/** Everything that is there: what was refreshed, and of what the program does not say what the service tells. */
export function completed(said: Values, live: Values): Values {
  const names = new Set([...Object.keys(said), ...Object.keys(live)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const [known, is] = [said[name], live[name]];
      if (isObject(is)) return [[name, completed(asValues(known), is)]];
      const value = known ?? is;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function isSameInstant(before: unknown, after: unknown): boolean {
  return (
    typeof before === "string" &&
    typeof after === "string" &&
    Date.parse(before) === Date.parse(after)
  );
}

function isSameList(
  { of, unordered }: Extract<FieldType, { kind: "list" }>,
  before: readonly unknown[],
  after: readonly unknown[],
): boolean {
  if (before.length !== after.length) return false;
  if (unordered !== true) return before.every((item, index) => isSame(of, item, after[index]));
  const rest = [...after];
  return before.every((item) => {
    const index = rest.findIndex((other) => isSame(of, item, other));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
}

function asValues(value: unknown): Values {
  return isObject(value) ? value : {};
}

/** What a request holds of values that may be left out. */
export type Defined<Value> = {
  [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<
    Value[Key],
    undefined
  >;
} & { [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key] };

/** The object without what is `undefined`, which a request does not hold. */
export function defined<Value extends object>(value: Value): Defined<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => each !== undefined),
  ) as Defined<Value>;
}
