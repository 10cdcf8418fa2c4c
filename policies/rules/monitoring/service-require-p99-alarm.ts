import { watchRule } from "./service-alarms";

export const serviceRequireP99Alarm = watchRule({
  subject: "99th percentile of latency in seconds",
  shows: ({ name, statistic }) => name === "TargetResponseTime" && statistic === "p99",
  limit: () => 5,
  seconds: { from: 0, to: 900 },
  guardsDeployments: false,
});
