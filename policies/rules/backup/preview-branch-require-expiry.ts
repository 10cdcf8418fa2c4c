import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { daysBetween } from "../../dates";
import { inWords } from "../../wording";
import { neonBranch } from "./neon";

const longestDays = 7;

export const previewBranchRequireExpiry = resourceRule({
  id: "preview-branch-require-expiry",
  severity: "medium",
  title: `A pull request's branch expires within ${inWords(longestDays)} days`,
  why: "nobody remembers to remove it",
  source: "ENV-4",
  fix: `Set expiresAt to at most ${inWords(longestDays)} days from now.`,
  waivable: "everywhere",
  types: [neonBranch],
  tiers: ["preview"],
  check({ props }, { data }) {
    const expires = textAt(props, "expiresAt");
    const days = daysBetween(data.today, expires);
    return days <= longestDays
      ? compliant
      : violation(
          `lives until ${expires}, ${String(days)} days from ${data.today}; at most ${String(longestDays)} are allowed`,
        );
  },
});
