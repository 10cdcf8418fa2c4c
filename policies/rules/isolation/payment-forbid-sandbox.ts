import { paymentRule } from "./payment-sides";

export const paymentForbidSandbox = paymentRule({
  id: "payment-forbid-sandbox",
  severity: "critical",
  title: "Production takes real money only",
  why: "an order that a sandbox paid for is a gift",
  source: "SVC-6",
  fix: "Use the provider's live side.",
  waivable: "never",
  side: "sandbox",
  tiers: ["production"],
});
