import { numberAt, optional, recordsIn, textAt } from "../read";
import type { PolicyResource } from "../resource";
import { neonSnapshotSchedule } from "../rules/backup/neon";
import type { StackIndex } from "../stack-index";
import { type Every, type Protection, always } from "./protection";
import { runDays } from "./schedule";

const secondsPerDay = 86_400;

/** The frequencies of Neon's snapshots. */
const frequencies: Readonly<Record<string, readonly [Every, string]>> = {
  hourly: ["hour", "rate(1 hour)"],
  daily: ["day", "rate(1 day)"],
  weekly: ["week", "rate(7 days)"],
  monthly: ["month", "rate(31 days)"],
  yearly: ["year", "rate(366 days)"],
};

/** Neon keeps the history of every change for a while, and snapshots for longer. */
export function neonProtections(project: PolicyResource, stack: StackIndex): readonly Protection[] {
  const seconds = optional(numberAt, project.props, "historyRetentionSeconds") ?? 0;
  const history: Protection = {
    means: "point-in-time",
    made: always,
    days: seconds / secondsPerDay,
    by: project.urn,
  };
  const snapshots = stack
    .referring(project, neonSnapshotSchedule, "projectId")
    .flatMap((schedule) =>
      recordsIn(schedule.props, "schedule").map((item): Protection => {
        const frequency = textAt(item, "frequency");
        const [every, rate] = frequencies[frequency] ?? [];
        if (every === undefined || rate === undefined)
          throw new Error(`"${frequency}" is no frequency of Neon's snapshots`);
        const days = numberAt(item, "retentionSeconds") / secondsPerDay;
        return { means: "backup", every, made: runDays(rate), days, by: schedule.urn };
      }),
    );
  return [...(seconds > 0 ? [history] : []), ...snapshots];
}
