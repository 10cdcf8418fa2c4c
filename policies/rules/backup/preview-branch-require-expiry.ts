import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { daysBetween } from "../../dates";
import { neonBranch } from "./neon";

const longestDays = 7;

export const previewBranchRequireExpiry = resourceRule({
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
