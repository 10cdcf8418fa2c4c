import { asList, isText, recordsAt, textAt } from "../../read";
import type { Properties } from "../../resource";
import { resourceRule, violationOf } from "../../rule";
import { listed } from "../../wording";
import { budgetType } from "./budgets";

/** What was spent, and what will have been by the end of the month. */
const kinds = ["ACTUAL", "FORECASTED"];

export const budgetRequireAlerts = resourceRule({
  id: "budget-require-alerts",
  severity: "medium",
  title: "Somebody hears of what was spent and of what will be",
  why: "at the end of the month it is too late",
  source: "COST-2",
  fix: `Add notifications of the types ${listed(kinds, "and")} with subscribers.`,
  waivable: "everywhere",
  types: [budgetType],
  check({ props }) {
    const heard = recordsAt(props, "notifications")
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
