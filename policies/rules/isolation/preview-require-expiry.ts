import { daysBetween } from "../../dates";
import { isText, valueAt } from "../../read";
import { stackType } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";
import { inWords } from "../../wording";

const longestDays = 7;

/** Where a resource says until when the stack is wanted. */
const places = ["expiresAt", "tags.expires"];

export const previewRequireExpiry = stackRule({
  id: "preview-require-expiry",
  severity: "medium",
  title: "A pull request's stack says until when it is wanted",
  why: "nobody remembers to remove it",
  source: "ENV-4",
  fix: `Give one of its resources expiresAt, at most ${inWords(longestDays)} days from now.`,
  waivable: "everywhere",
  types: [stackType],
  tiers: ["preview"],
  check(_root, { data }, stack) {
    const dates = stack.resources.flatMap(({ props }) =>
      places.map((place) => valueAt(props, place)).filter(isText),
    );
    if (dates.length === 0) return violation("says nowhere until when it is wanted");
    const days = Math.max(...dates.map((date) => daysBetween(data.today, date)));
    return days <= longestDays
      ? compliant
      : violation(`is wanted for ${String(days)} days; at most ${String(longestDays)} are allowed`);
  },
});
