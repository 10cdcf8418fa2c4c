import type { ZonePlan } from "../../environments";

/** A number for each plan. */
export type ByPlan = Readonly<Record<ZonePlan, number>>;

const unlimited = Number.POSITIVE_INFINITY;

/**
 * Rules that a zone may have in a phase, without add-ons, as Cloudflare's documentation has it for each product ("number
 * of rules"). Zones without a paid plan get the free managed ruleset by themselves, and may execute no other.
 */
export const rulesByPhase: Readonly<Record<string, ByPlan>> = {
  http_ratelimit: { free: 1, pro: 2, business: 5, enterprise: 5 },
  http_request_firewall_custom: { free: 5, pro: 20, business: 100, enterprise: 1_000 },
  http_request_firewall_managed: {
    free: 0,
    pro: unlimited,
    business: unlimited,
    enterprise: unlimited,
  },
};

/** The longest time, in seconds, that a rate limit counts requests over. */
export const countingSeconds: ByPlan = { free: 10, pro: 60, business: 600, enterprise: 3_600 };

/** The longest time, in seconds, that a rate limit blocks. */
export const blockingSeconds: ByPlan = {
  free: 10,
  pro: 3_600,
  business: 86_400,
  enterprise: 86_400,
};
