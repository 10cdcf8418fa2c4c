import type { Difference } from "../../server/provider";
import type { AnyFields } from "./field";
import { changesOfField, type Values } from "./values";

/**
 * What other inputs mean for a resource, by its table alone.
 *
 * @param live - its outputs, which say what is there also of what the program did not say.
 */
export function differenceBetween(
  fields: AnyFields,
  olds: Values,
  news: Values,
  live: Values,
): Omit<Difference, "deleteFirst"> {
  const changes = Object.entries(fields)
    .map(([name, field]) => ({
      name,
      means: changesOfField(field, olds[name], news[name], live[name]),
    }))
    .filter(({ means }) => means.some((change) => change !== "ignored"));
  return {
    changed: changes.map(({ name }) => name),
    replacing: changes.filter(({ means }) => means.includes("replace")).map(({ name }) => name),
  };
}
