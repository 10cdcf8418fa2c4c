import { watchRule } from "./service-alarms";

/** What may fail in percent: 99.5 % of staging's requests and 99.9 % of production's succeed (design, decisions). */
const failing = { staging: 0.5, production: 0.1 };

export const serviceRequireAvailabilityAlarm = watchRule({
  id: "service-require-availability-alarm",
  severity: "high",
  title: "Each service has an alarm on the availability that was promised",
  why: "99.9 % in production, 99.5 % in staging",
  source: "ADR-005",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "availability, as failures in percent over an hour,",
  shows: ({ name }) => name === "HTTPCode_Target_5XX_Count",
  limit: (tier) => (tier === "production" ? failing.production : failing.staging),
  seconds: { from: 3_600, to: 86_400 },
  guardsDeployments: false,
});
