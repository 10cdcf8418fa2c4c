import { visible } from "../../../settings/visible";
import type { Comparison } from "../../compare/comparison";
import type { Summary } from "../../report/summary";
import { costMeaning, costText } from "../cost-labels";
import { wrap } from "../width";
import type { Style } from "./style";

/** A line for all stacks; a verbose style says what each is paid for. */
export function renderCosts(
  { stacks }: Summary,
  comparison: Comparison | undefined,
  { paint, width, verbose }: Style,
): string[] {
  const each = stacks.map((stack) => `${visible(stack.stack)} ${costText(stack, comparison)}`);
  const parts = stacks.map(
    ({ stack, cost }) =>
      `  ${visible(stack)}: ${cost.items.map(({ kind, usd }) => `${kind} ${usd.toFixed(2)}`).join(", ")}`,
  );
  return [
    ...wrap(`Cost: ${each.join(", ")} ${costMeaning}`, width),
    ...(verbose ? parts.flatMap((part) => wrap(part, width)).map(paint.dim) : []),
  ];
}
