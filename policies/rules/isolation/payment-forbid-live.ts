import { paymentRule } from "./payment-sides";

export const paymentForbidLive = paymentRule({
  id: "payment-forbid-live",
  severity: "critical",
  title: "Nothing outside production is paid by real money",
  why: "a test must cost no customer anything",
  source: "SVC-6",
  fix: "Use the provider's sandbox.",
  waivable: "never",
  side: "live",
  tiers: ["preview", "dev", "staging", "shared"],
});
