import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import {
  environmentsIn,
  isEnabled,
  limitsRates,
  requestsPerMinute,
  rulesOf,
  zoneRulesetType,
} from "./rulesets";

export const rateLimitRequireStrictness = resourceRule({
  id: "rate-limit-require-strictness",
  severity: "medium",
  title: "Production takes no more requests than staging",
  why: "a limit that staging never met is untried",
  source: "EDGE-1",
  fix: "Lower ratelimit.requestsPerPeriod of production's rule.",
  waivable: "outside production",
  types: [zoneRulesetType],
  check(ruleset, scope) {
    if (!limitsRates(ruleset)) return notApplicable;
    const environments = scope.data.environments;
    const rates = new Map<string, number>();
    for (const rule of rulesOf(ruleset).filter(isEnabled)) {
      for (const name of environmentsIn(rule, scope)) {
        const tier = environments.get(name)?.tier ?? "";
        rates.set(
          tier,
          Math.min(rates.get(tier) ?? Number.POSITIVE_INFINITY, requestsPerMinute(rule)),
        );
      }
    }
    const production = rates.get("production");
    const staging = rates.get("staging");
    if (production === undefined || staging === undefined) return notApplicable;
    return production <= staging
      ? compliant
      : violation(
          `takes ${String(production)} requests a minute in production and ${String(staging)} in staging`,
        );
  },
});
