import { watchRule } from "./service-alarms";

const longestSeconds = 2;

export const serviceRequireP95Alarm = watchRule({
  id: "service-require-p95-alarm",
  severity: "high",
  title: `Each service has an alarm when one answer in twenty takes ${String(longestSeconds)} seconds`,
  why: `P95 is below ${String(longestSeconds)} s`,
  source: "OBS-3",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "95th percentile of latency in seconds",
  shows: ({ name, statistic }) => name === "TargetResponseTime" && statistic === "p95",
  limit: () => longestSeconds,
  seconds: { from: 0, to: 900 },
  guardsDeployments: true,
});
