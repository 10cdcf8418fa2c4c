import { setTimeout as pause } from "node:timers/promises";
import type { ModelValues } from "../../sandbox/model";
import type { Pace } from "./calls";
import { type Alarm, tryOut } from "./deployment-trial";
import { statusOf } from "./edge-status";
import type { Fleet } from "./fleet";
import type { Ledger } from "./ledger";

/** Tries out a service's new task definition on the edge; one to which no visitor is led, as in the idle cell, goes on. */
export async function deployTo(
  fleet: Fleet,
  asked: ModelValues,
  { edge, pace, ledger }: { readonly edge: number; readonly pace: Pace; readonly ledger: Ledger },
): Promise<string | undefined> {
  const id = String(asked.taskDefinition);
  const route = fleet.routes.find(({ versions }) => versions.some((version) => version.id === id));
  const candidate = route?.versions.find((version) => version.id === id);
  if (candidate === undefined || route?.weights[0]?.version.id === id) return undefined;
  const { workload, version } = candidate;
  const { alarmNames = [] } = (asked.alarms ?? {}) as { readonly alarmNames?: readonly string[] };
  const alarms = fleet
    .clouds("aws:cloudwatch/metricAlarm:MetricAlarm")
    .map(({ properties }) => properties as unknown as Alarm)
    .filter(({ name }) => alarmNames.includes(name));
  const reason = await tryOut(asked, {
    alarms,
    share: (percentage) => fleet.try({ workload, id, share: percentage }),
    probe: ({ host, pathname: path }, header, patience) =>
      statusOf(edge, { host, path, headers: { [header]: "1" }, patience }),
    sleep: (seconds) => pause((seconds * 1_000) / pace.speed),
    minutes: () => ledger.of(workload, version),
  });
  // Where it succeeded, the trial's share is what the clouds will say in a moment.
  if (reason !== undefined) await fleet.endTrial(workload);
  return reason;
}
