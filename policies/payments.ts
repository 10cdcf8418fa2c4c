import type { Problems } from "./problems";
import { asList, isRecord, textAt } from "./read";
import { texts } from "./text-lists";

/** Who takes money, and by which texts its live side and its sandbox are told apart. */
export interface PaymentProvider {
  readonly name: string;
  /** How keys, ids and hosts begin by which customers pay. */
  readonly live: readonly string[];
  /** Those by which nobody does. */
  readonly sandbox: readonly string[];
}

export function parsePayments(value: unknown, problems: Problems): readonly PaymentProvider[] {
  return asList(value).flatMap((entry, index) => {
    const key = `payments[${String(index)}]`;
    if (!isRecord(entry)) {
      problems.add(key, "an object is expected");
      return [];
    }
    return [
      {
        name: problems.attempt(`${key}.name`, () => textAt(entry, "name"), ""),
        live: problems.attempt(`${key}.live`, () => texts(entry, "live"), []),
        sandbox: problems.attempt(`${key}.sandbox`, () => texts(entry, "sandbox"), []),
      },
    ];
  });
}
