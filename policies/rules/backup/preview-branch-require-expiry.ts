import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { daysBetween } from "../../dates";
import { neonBranch } from "./neon";

const longestDays = 7;

export const previewBranchRequireExpiry = resourceRule({
  id: "preview-branch-require-expiry",
  severity: "medium",
  title: "A pull request's branch expires within seven days",
  why: "nobody remembers to remove it",
  source: "ADR-014",
  fix: "Set expiresAt to at most seven days from now.",
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
