import { passageRule } from "../../edge/passage-rule";
import { unlimited } from "../../edge/passage";
import { tooLooseFor } from "../../edge/rate-limit";

/** Requests a minute that one visitor may make: production takes no more than staging has tried. */
const most = { staging: 200, production: 100 };

export const requestRequireRateLimit = passageRule({
  id: "request-require-rate-limit",
  title: `Every request to staging and production is counted, and one visitor makes ${String(most.staging)} or ${String(most.production)} a minute at most`,
  why: "one visitor must not be able to stop the others",
  source: "EDGE-1",
  fix: "Declare an enabled rule of the phase http_ratelimit that takes in every host in any letters, counts by cf.colo.id and ip.src alone, and blocks.",
  also: "zone_rate_limiting_enabled",
  tiers: ["staging", "production"],
  phase: "http_ratelimit",
  wrongWith(passage, { request, tier }) {
    if (passage.blockedBy !== undefined) return undefined;
    const limit = tier === "staging" ? most.staging : most.production;
    const why = unlimited(passage, (rule) => tooLooseFor(request, rule, limit));
    return why && `could be made any number of times: ${why}`;
  },
});
