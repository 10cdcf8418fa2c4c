import { daysBetween } from "../../dates";
import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

const longestDays = 90;

export const dopplerTokenRequireExpiry = resourceRule({
  types: ["doppler:index/serviceAccountToken:ServiceAccountToken"],
  check({ props }, { data }) {
    const expires = textAt(props, "expiresAt");
    const days = daysBetween(data.today, expires);
    return days <= longestDays
      ? compliant
      : violation(`lives until ${expires}, ${String(days)} days from ${data.today}`);
  },
});
