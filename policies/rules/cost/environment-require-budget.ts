import { asList, isText, recordsAt, textAt } from "../../read";
import { type Properties, stackType } from "../../resource";
import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import { listed } from "../../wording";
import { budgetType, limitOf } from "./budgets";

/** What was spent, and what will have been by the end of the month. */
const kinds = ["ACTUAL", "FORECASTED"];

export const environmentRequireBudget = stackRule({
  id: "environment-require-budget",
  severity: "medium",
  title: "Every environment has a monthly budget, and somebody hears of what was and will be spent",
  why: "what nobody counts grows, and at the end of the month it is too late",
  source: "COST-2",
  fix: `Declare a Budget with notifications of the types ${listed(kinds, "and")} with subscribers.`,
  waivable: "everywhere",
  types: [stackType, budgetType],
  check(budget, _scope, stack) {
    if (budget.type === stackType)
      return stack.ofType(budgetType).length > 0
        ? notApplicable
        : violation("declares no budget, so that nobody hears what it costs");
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
