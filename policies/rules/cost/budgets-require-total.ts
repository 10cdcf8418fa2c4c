import type { Tier } from "../../environments";
import { compliant, estateRule, violation } from "../../rule";
import { budgetType, limitOf } from "./budgets";

/** Cents are rounded where a percentage of the total makes no whole number. */
const tolerance = 1;

const sharing: readonly Tier[] = ["dev", "staging", "production"];

/** Pull requests live from dev's share. */
export const budgetsRequireTotal = estateRule({
  id: "budgets-require-total",
  severity: "low",
  title: "The environments' budgets sum up to the product's",
  why: "money that is in no budget is in nobody's view",
  source: "COST-1",
  fix: "Make limitAmount of the environments sum up to it.",
  *check(estate) {
    const total = estate.find(({ tier }) => tier === "shared");
    const environments = estate.filter(({ tier }) => sharing.includes(tier));
    // Of a part of the environments no sum says anything.
    if (environments.length < sharing.length) return;
    for (const budget of total?.index.ofType(budgetType) ?? []) {
      yield {
        stack: total?.stack ?? "",
        resource: budget,
        outcome: () => {
          const shares = environments.flatMap(({ index }) => index.ofType(budgetType)).map(limitOf);
          const sum = shares.reduce((amount, share) => amount + share, 0);
          const whole = limitOf(budget);
          return Math.abs(sum - whole) <= tolerance
            ? compliant
            : violation(
                `is ${String(whole)}, and the budgets of the environments sum up to ${String(sum)}`,
              );
        },
      };
    }
  },
});
