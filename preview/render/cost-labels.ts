import type { Comparison } from "../compare/comparison";
import { digits } from "../report/quantity";
import { pricesReadOn } from "../report/prices";
import type { StandingCost } from "../report/report";
import type { StackSummary } from "../report/summary";

/** `1,204`, `1,204 (+18)` where it was another, `1,204+` where more stands in regions without prices. */
export function costText(
  { stack, cost }: StackSummary,
  comparison: Comparison | undefined,
): string {
  const before = comparison?.stacks.find((each) => each.stack === stack)?.cost.before ?? cost;
  const more = dollars(cost) - dollars(before);
  const change = more === 0 ? "" : ` (${more > 0 ? "+" : "-"}${digits(Math.abs(more))})`;
  return `${digits(dollars(cost))}${cost.unpricedRegions.length > 0 ? "+" : ""}${change}`;
}

/** What the figures mean. */
export const costMeaning = `USD a month though nobody comes, at list prices of ${pricesReadOn}`;

function dollars({ usd }: StandingCost): number {
  return Math.round(usd);
}
