import { isDeepStrictEqual } from "node:util";
import { holdsSecret, reveal, secret, type WireMap } from "../../providers/server/wire";
import type { ModelValues } from "../model";
import { isOverwritten } from "./service-rules";

const unknown = Symbol("unknown");

/**
 * Which inputs an update changes, and what the object is asked to be then: a provider writes what differs from the state,
 * and what has become of the rest stays.
 *
 * @param properties - what the service holds.
 * @param olds - what the state holds.
 */
export function partOf(
  type: string,
  properties: ModelValues,
  olds: WireMap,
  news: WireMap,
  oldInputs: WireMap,
  ignored: readonly string[],
): { readonly changed: readonly string[]; readonly asked: WireMap } {
  const differs = (key: string) =>
    !ignored.includes(key) &&
    !isDeepStrictEqual(reveal(olds[key], unknown), reveal(news[key], unknown));
  const changed = Object.keys({ ...oldInputs, ...news }).filter(differs);
  const left = writesWhole(type)
    ? []
    : Object.keys(news).filter((key) => !differs(key) && key in properties);
  const asked = {
    ...news,
    ...Object.fromEntries(left.map((key) => [key, marked(properties[key], news[key])])),
  };
  return { changed, asked };
}

/** Whether an update sends every input, and not what differs alone: a PUT, and whatever is no Terraform SDK's. */
function writesWhole(type: string): boolean {
  return !type.startsWith("aws:") || isOverwritten(type);
}

/** The value as it is now, secret where the engine remembers it so. */
export function marked(value: unknown, remembered: unknown): unknown {
  if (!holdsSecret(remembered)) return value;
  return isDeepStrictEqual(value, reveal(remembered, unknown)) ? remembered : secret(value);
}
