import { watchRule } from "./service-alarms";

/** What may fail in percent: 99.5 % of staging's requests and 99.9 % of production's succeed (design, decisions). */
const failing: Readonly<Record<string, number>> = { staging: 0.5, production: 0.1 };

export const serviceRequireAvailabilityAlarm = watchRule({
  subject: "availability, as failures in percent over an hour,",
  shows: ({ name }) => name === "HTTPCode_Target_5XX_Count",
  limit: (tier) => failing[tier],
  seconds: { from: 3_600, to: 86_400 },
  guardsDeployments: false,
});
