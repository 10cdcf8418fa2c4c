import { textAt } from "../../read";
import type { PolicyResource } from "../../resource";

export const budgetType = "aws:budgets/budget:Budget";

/** The amount, which the provider takes as text. */
export function limitOf({ props }: PolicyResource): number {
  const text = textAt(props, "limitAmount");
  const amount = Number(text);
  if (!(amount > 0)) throw new Error(`limitAmount is "${text}", not an amount`);
  return amount;
}
