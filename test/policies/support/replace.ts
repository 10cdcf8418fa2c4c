/** What stands in place of a value, made from the value itself. */
export type Replacement = (before: unknown) => unknown;

const wrong: Readonly<Record<string, Replacement>> = {
  missing: () => undefined,
  null: () => null,
  empty: (before) => (Array.isArray(before) ? [] : ""),
  "of another type": (before) => (typeof before === "object" ? "text" : { another: "type" }),
};

/** What may stand in place of a value that a rule needs. */
export const wrongValues: readonly (readonly [string, Replacement])[] = Object.entries(wrong);

/** A copy of the value in which what stands at the path is replaced; every step of the path must exist. */
export function replaceAt(
  value: unknown,
  [key, ...rest]: readonly string[],
  replace: Replacement,
): unknown {
  if (key === undefined) return replace(value);
  if (typeof value !== "object" || value === null || !(key in value)) {
    throw new Error(`the case has nothing at ${key}`);
  }
  const before = (value as Record<string, unknown>)[key];
  const after = replaceAt(before, rest, replace);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (String(index) === key ? after : item));
  }
  return { ...value, [key]: after };
}
