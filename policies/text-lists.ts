import { valueAt } from "./read";
import type { Properties } from "./resource";

/** A list of texts in one of the pack's files. @throws Error when it is anything else. */
export function texts(entry: Properties, field: string): readonly string[] {
  const value = valueAt(entry, field);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string" && item !== "")) {
    throw new Error("a list of texts is expected (quote numbers); [] where there is none");
  }
  return value as readonly string[];
}
