import { isRecord } from "../read";

/** Every value at a dotted path; `*` stands for each item of a list, or each entry of an object. */
export function along(value: unknown, path: string): readonly unknown[] {
  let values: readonly unknown[] = [value];
  for (const key of path.split(".")) {
    values = values.flatMap((each) => (key === "*" ? itemsOf(each) : entryOf(each, key)));
  }
  return values;
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return isRecord(value) ? Object.values(value) : [];
}

function entryOf(value: unknown, key: string): readonly unknown[] {
  const entry = isRecord(value) ? value[key] : undefined;
  return entry === undefined || entry === null ? [] : [entry];
}
