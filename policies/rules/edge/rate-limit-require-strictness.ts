import { estateRule, type Scoped, violationOf } from "../../rule";
import { isEnabled, limitsRates, requestsPerMinute, rulesOf, zoneRulesetType } from "./rulesets";

export const rateLimitRequireStrictness = estateRule({
  id: "rate-limit-require-strictness",
  severity: "medium",
  title: "Production takes no more requests than staging",
  why: "a limit that staging never met is untried",
  source: "EDGE-1",
  fix: "Lower ratelimit.requestsPerPeriod of production's rule.",
  waivable: "never",
  *check(estate) {
    const production = estate.find(({ tier }) => tier === "production");
    const staging = estate.find(({ tier }) => tier === "staging");
    if (production === undefined || staging === undefined) return;
    for (const resource of rateLimitsIn(production)) {
      const outcome = () => {
        const [most, tried] = [[resource], rateLimitsIn(staging)].map((rulesets) =>
          rulesets
            .flatMap(rulesOf)
            .filter(isEnabled)
            .map(requestsPerMinute)
            .reduce((least, rate) => Math.min(least, rate), Number.POSITIVE_INFINITY),
        ) as [number, number];
        return violationOf(
          most <= tried
            ? []
            : [
                `takes ${String(most)} requests a minute in production and ${String(tried)} in staging`,
              ],
        );
      };
      yield { stack: production.stack, resource, outcome };
    }
  },
});

function rateLimitsIn({ index }: Scoped) {
  return index.ofType(zoneRulesetType).filter(limitsRates);
}
