import type { Tier } from "../../environments";
import { numberAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { daysByTier } from "../../wording";

/** Days that logs stay (OBS-24); without a number they stay for ever and cost for ever. */
const neededDays: Readonly<Record<Tier, number>> = {
  preview: 7,
  dev: 7,
  staging: 30,
  production: 365,
  shared: 365,
};

export const logGroupRequireRetention = resourceRule({
  id: "log-group-require-retention",
  severity: "medium",
  title: `Logs stay ${daysByTier(neededDays)}`,
  why: "what happened is asked later",
  source: "OBS-24",
  fix: "Set retentionInDays.",
  waivable: "outside production",
  also: ["CKV_AWS_66", "CKV_AWS_338"],
  types: ["aws:cloudwatch/logGroup:LogGroup"],
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
