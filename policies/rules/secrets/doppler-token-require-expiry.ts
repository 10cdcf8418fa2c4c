import { daysBetween } from "../../dates";
import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const longestDays = 90;

export const dopplerTokenRequireExpiry = resourceRule({
  id: "doppler-token-require-expiry",
  severity: "high",
  title: `A Doppler token expires within ${String(longestDays)} days`,
  why: "a token that is forgotten must end by itself",
  source: "PRC-29",
  fix: `Set expiresAt to at most ${String(longestDays)} days from now.`,
  waivable: "outside production",
  types: ["doppler:index/serviceAccountToken:ServiceAccountToken"],
  check({ props }, { data }) {
    const expires = textAt(props, "expiresAt");
    const days = daysBetween(data.today, expires);
    return days <= longestDays
      ? compliant
      : violation(`lives until ${expires}, ${String(days)} days from ${data.today}`);
  },
});
