import type { ModelValues } from "../model";

/** The map at a path of properties; an empty one where there is none. */
export function mapAt(values: ModelValues, ...path: readonly string[]): ModelValues {
  let at: unknown = values;
  for (const key of path) at = isMap(at) ? at[key] : undefined;
  return isMap(at) ? at : {};
}

/** The maps of a list; none where there is no list. */
export function mapsAt(values: ModelValues, key: string): readonly ModelValues[] {
  const list = values[key];
  return Array.isArray(list) ? list.filter(isMap) : [];
}

export function textAt(values: ModelValues, key: string): string {
  const text = values[key];
  return typeof text === "string" ? text : "";
}

/** What a text of JSON holds, as a list of maps. */
export function jsonMaps(text: string): readonly ModelValues[] {
  const value: unknown = JSON.parse(text === "" ? "[]" : text);
  return (Array.isArray(value) ? value : [value]).filter(isMap);
}

function isMap(value: unknown): value is ModelValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
