import type { Tier } from "../../environments";
import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { logGroupType } from "./log-groups";

/** Days that logs stay (ADR-005, monitoring); without a number they stay for ever and cost for ever. */
const neededDays: Readonly<Record<Tier, number>> = {
  preview: 7,
  dev: 7,
  staging: 30,
  production: 365,
  shared: 365,
};

export const logGroupRequireRetention = resourceRule({
  types: [logGroupType],
  check({ props }, { tier }) {
    const days = numberAt(props, "retentionInDays");
    const needed = neededDays[tier];
    return days >= needed
      ? compliant
      : violation(
          `keeps logs ${String(days)} days; ${tier} needs at least ${String(needed)}`,
          `Set retentionInDays to ${String(needed)}.`,
        );
  },
});
