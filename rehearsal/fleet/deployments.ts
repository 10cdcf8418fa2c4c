import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { ModelValues } from "../../sandbox/model";
import type { Pace } from "./calls";
import { type Alarm, tryOut } from "./deployment-trial";
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
    probe: (url, header, milliseconds) => probe(edge, url, header, milliseconds),
    sleep: (seconds) => pause((seconds * 1_000) / pace.speed),
    minutes: () => ledger.of(workload, version),
  });
  // Where it succeeded, the trial's share is what the clouds will say in a moment.
  if (reason !== undefined) await fleet.endTrial(workload);
  return reason;
}

function probe(
  edge: number,
  { host, pathname }: URL,
  header: string,
  milliseconds: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    request({
      host: "127.0.0.1",
      port: edge,
      path: pathname,
      headers: { host, [header]: "1" },
      signal: AbortSignal.timeout(milliseconds),
    })
      .once("response", (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
      .once("error", reject)
      .end();
  });
}
