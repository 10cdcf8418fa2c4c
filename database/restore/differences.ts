import type { Contents, TableContent } from "../server/contents";

/** How contents differ from those that are expected, each in words. */
export function differences(expected: Contents, got: Contents): readonly string[] {
  const names = [...new Set([...Object.keys(expected.tables), ...Object.keys(got.tables)])].sort();
  return [
    ...names.flatMap((name) => tableDifference(name, expected.tables[name], got.tables[name])),
    ...missingIn(expected.objects, got.objects).map((object) => `missing: ${object}`),
    ...missingIn(got.objects, expected.objects).map((object) => `not in the backup: ${object}`),
  ];
}

function tableDifference(
  name: string,
  expected: TableContent | undefined,
  got: TableContent | undefined,
): readonly string[] {
  if (expected === undefined) return [`${name} is not in the backup`];
  if (got === undefined) return [`${name} is missing`];
  if (expected.rows !== got.rows) {
    return [`${name} has ${String(got.rows)} rows, expected ${String(expected.rows)}`];
  }
  if (expected.newest !== got.newest) {
    return [`${name} ends at ${got.newest ?? "nothing"}, expected ${expected.newest ?? "nothing"}`];
  }
  return expected.checksum === got.checksum
    ? []
    : [`${name} has as many rows as expected, and other ones`];
}

function missingIn(wanted: readonly string[], there: readonly string[]): readonly string[] {
  const found = new Set(there);
  return wanted.filter((object) => !found.has(object));
}
