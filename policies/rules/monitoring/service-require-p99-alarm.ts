import { watchRule } from "./service-alarms";

const longestSeconds = 5;

export const serviceRequireP99Alarm = watchRule({
  id: "service-require-p99-alarm",
  severity: "high",
  title: `Each service has an alarm when one answer in a hundred takes ${String(longestSeconds)} seconds`,
  why: `P99 is below ${String(longestSeconds)} s`,
  source: "OBS-4",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "99th percentile of latency in seconds",
  shows: ({ name, statistic }) => name === "TargetResponseTime" && statistic === "p99",
  limit: () => longestSeconds,
  seconds: { from: 0, to: 900 },
  guardsDeployments: false,
});
