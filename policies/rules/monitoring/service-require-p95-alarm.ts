import { watchRule } from "./service-alarms";

export const serviceRequireP95Alarm = watchRule({
  id: "service-require-p95-alarm",
  severity: "high",
  title: "Each service has an alarm when one answer in twenty takes 2 seconds",
  why: "P95 is below 2 s",
  source: "ADR-015",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "95th percentile of latency in seconds",
  shows: ({ name, statistic }) => name === "TargetResponseTime" && statistic === "p95",
  limit: () => 2,
  seconds: { from: 0, to: 900 },
  guardsDeployments: true,
});
