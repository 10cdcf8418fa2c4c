import { isDeepStrictEqual } from "node:util";
import type { Schema } from "./event-type";

/** Keywords that nothing is judged by. */
const annotations = ["$schema", "$id", "$comment", "title", "description", "examples"];
const judged = ["properties", "required", "items", ...annotations];

/**
 * What readers of a schema would not understand of data that another one describes: they read on past what they don't know, and
 * find everything else as it was. Each in words; nothing where they understand all of it.
 */
export function misunderstood(former: Schema, next: Schema, path = ""): readonly string[] {
  const name = (property: string) => (path === "" ? property : `${path}.${property}`);
  const keywords = [...new Set([...Object.keys(former), ...Object.keys(next)])];
  const [had, has] = [former.properties ?? {}, next.properties ?? {}];
  return [
    ...keywords
      .filter((key) => !judged.includes(key) && !isDeepStrictEqual(former[key], next[key]))
      .map(
        (key) => `${path || "the data"}: ${key} was ${words(former[key])}, is ${words(next[key])}`,
      ),
    ...Object.entries(had).flatMap(([property, schema]) => {
      const now = has[property];
      return now === undefined
        ? [`${name(property)} is gone`]
        : misunderstood(schema, now, name(property));
    }),
    ...(former.required ?? [])
      .filter((property) => property in has && next.required?.includes(property) !== true)
      .map((property) => `${name(property)} may be missing`),
    ...(former.items === undefined && next.items === undefined
      ? []
      : misunderstood(former.items ?? {}, next.items ?? {}, `${path}[]`)),
    ...(former.additionalProperties === false
      ? Object.keys(has)
          .filter((property) => !(property in had))
          .map((property) => `${name(property)} is new, and additionalProperties was false`)
      : []),
  ];
}

/** What a schema asks for that events do not have which another one describes. */
export function lacking(former: Schema, next: Schema, path = ""): readonly string[] {
  const name = (property: string) => (path === "" ? property : `${path}.${property}`);
  return [
    ...(next.required ?? [])
      .filter((property) => former.required?.includes(property) !== true)
      .map((property) => `${name(property)} is required, and events have been stored without it`),
    ...Object.entries(next.properties ?? {}).flatMap(([property, schema]) =>
      lacking(former.properties?.[property] ?? schema, schema, name(property)),
    ),
    ...(next.items === undefined
      ? []
      : lacking(former.items ?? next.items, next.items, `${path}[]`)),
  ];
}

function words(value: unknown): string {
  return value === undefined ? "not given" : JSON.stringify(value);
}
