import { asList, isText, recordsAt, textAt } from "../../read";
import type { Properties } from "../../resource";
import { violationOf } from "../../rule";
import { listed } from "../../wording";
import { presenceRule } from "../presence";
import { budgetType, limitOf } from "./budgets";

/** What was spent, and what will have been by the end of the month. */
const kinds = ["ACTUAL", "FORECASTED"];

export const environmentRequireBudget = presenceRule({
  id: "environment-require-budget",
  severity: "medium",
  title: "Every environment has a monthly budget, and somebody hears of what was and will be spent",
  why: "what nobody counts grows, and at the end of the month it is too late",
  source: "COST-2",
  fix: `Declare a Budget with notifications of the types ${listed(kinds, "and")} with subscribers.`,
  waivable: "everywhere",
  types: [budgetType],
  tiers: ["preview", "dev", "staging", "production", "shared"],
  missing: "declares no budget, so that nobody hears what it costs",
  check(budget) {
    limitOf(budget);
    const heard = recordsAt(budget.props, "notifications")
      .filter(reachesSomeone)
      .map((notification) => textAt(notification, "notificationType"));
    return violationOf(
      kinds.filter((kind) => !heard.includes(kind)).map((kind) => `tells nobody of ${kind} costs`),
    );
  },
});

function reachesSomeone(notification: Properties): boolean {
  return ["subscriberEmailAddresses", "subscriberSnsTopicArns"]
    .flatMap((path) => asList(notification[path]))
    .some(isText);
}
