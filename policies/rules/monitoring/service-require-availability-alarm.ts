import { watchRule } from "./service-alarms";

/** What may fail in percent. */
const failing = { staging: 0.5, production: 0.1 };

export const serviceRequireAvailabilityAlarm = watchRule({
  id: "service-require-availability-alarm",
  severity: "high",
  title: "Each service has an alarm on the availability that was promised",
  why: `${String(100 - failing.production)} % in production, ${String(100 - failing.staging)} % in staging`,
  source: "OBS-1",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "availability, as failures in percent over an hour,",
  shows: ({ name }) => name === "HTTPCode_Target_5XX_Count",
  limit: (tier) => (tier === "production" ? failing.production : failing.staging),
  seconds: { from: 3_600, to: 86_400 },
  guardsDeployments: false,
});
