import { watchRule } from "./service-alarms";

const mostPercent = 1;

export const serviceRequireErrorAlarm = watchRule({
  id: "service-require-error-alarm",
  severity: "high",
  title: `Each service has an alarm at ${String(mostPercent)} % of errors`,
  why: `the error rate is below ${String(mostPercent)} %`,
  source: "OBS-5",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "share of errors in percent",
  shows: ({ name }) => name === "HTTPCode_Target_5XX_Count",
  limit: () => mostPercent,
  seconds: { from: 0, to: 900 },
  guardsDeployments: true,
});
