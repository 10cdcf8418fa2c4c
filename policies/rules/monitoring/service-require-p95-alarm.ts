import { watchRule } from "./service-alarms";

export const serviceRequireP95Alarm = watchRule({
  subject: "95th percentile of latency in seconds",
  shows: ({ name, statistic }) => name === "TargetResponseTime" && statistic === "p95",
  limit: () => 2,
  seconds: { from: 0, to: 900 },
  guardsDeployments: true,
});
