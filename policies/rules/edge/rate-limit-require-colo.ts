import { textAt, textsAt } from "../../read";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { limitsRates, rulesOf, zoneRulesetType } from "./rulesets";

const characteristic = "cf.colo.id";

export const rateLimitRequireColo = resourceRule({
  id: "rate-limit-require-colo",
  severity: "medium",
  title: "A rate limit counts per data centre",
  why: "Cloudflare refuses it otherwise",
  source: "EDGE-1",
  fix: `Add ${characteristic} to ratelimit.characteristics.`,
  waivable: "outside production",
  types: [zoneRulesetType],
  check(ruleset) {
    if (!limitsRates(ruleset)) return notApplicable;
    return violationOf(
      rulesOf(ruleset)
        .filter((rule) => !textsAt(rule, "ratelimit.characteristics").includes(characteristic))
        .map((rule) => `counts "${textAt(rule, "description")}" without ${characteristic}`),
    );
  },
});
