import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";
import { environmentsIn, isEnabled, limitsRates, rulesOf, zoneRulesetType } from "./rulesets";

export const rateLimitRequireEnabled = presenceRule({
  id: "rate-limit-require-enabled",
  severity: "high",
  title: "Requests are limited on the hosts of staging and production",
  why: "one visitor must not be able to stop the others",
  source: "EDGE-1",
  fix: "Declare an enabled rule whose expression takes the environment's hosts in.",
  waivable: "outside production",
  also: ["zone_rate_limiting_enabled"],
  types: [zoneRulesetType],
  tiers: ["staging", "production"],
  means: limitsRates,
  missing: "declares no ruleset of the phase http_ratelimit, so that nobody is ever slowed down",
  check(ruleset, scope) {
    return rulesOf(ruleset).some(
      (rule) => isEnabled(rule) && environmentsIn(rule, scope).includes(scope.environment.name),
    )
      ? compliant
      : violation(`slows nobody down on the hosts of ${scope.environment.name}`);
  },
});
