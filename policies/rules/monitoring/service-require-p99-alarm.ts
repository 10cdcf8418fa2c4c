import { watchRule } from "./service-alarms";

export const serviceRequireP99Alarm = watchRule({
  id: "service-require-p99-alarm",
  severity: "high",
  title: "Each service has an alarm when one answer in a hundred takes 5 seconds",
  why: "P99 is below 5 s",
  source: "ADR-015",
  fix: "Declare the alarm.",
  waivable: "outside production",
  subject: "99th percentile of latency in seconds",
  shows: ({ name, statistic }) => name === "TargetResponseTime" && statistic === "p99",
  limit: () => 5,
  seconds: { from: 0, to: 900 },
  guardsDeployments: false,
});
