import { watchRule } from "./service-alarms";

export const serviceRequireErrorAlarm = watchRule({
  id: "service-require-error-alarm",
  severity: "high",
  title: "Each service has an alarm at 1 % of errors",
  why: "the error rate is below 1 %",
  source: "ADR-015",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "share of errors in percent",
  shows: ({ name }) => name === "HTTPCode_Target_5XX_Count",
  limit: () => 1,
  seconds: { from: 0, to: 900 },
  guardsDeployments: true,
});
