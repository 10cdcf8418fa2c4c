import { numberAt, optional, recordAt, recordsIn, textAt } from "../read";
import type { PolicyResource } from "../resource";
import { neonSnapshotSchedule } from "../rules/backup/neon";
import type { StackIndex } from "../stack-index";
import { type Every, type Protection, type ProtectionsOf, always } from "./protection";
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

export function allOf(...all: readonly ProtectionsOf[]): ProtectionsOf {
  return (resource, stack) => all.flatMap((each) => each(resource, stack));
}

/** Another resource of the stack that refers to it by that property, and copies it. */
export function copiedBy(type: string, property: string): ProtectionsOf {
  return (resource, stack) =>
    stack
      .referring(resource, type, property)
      .map((copier): Protection => ({ means: "replica", made: always, by: copier.urn }));
}

/** A topic that never forgets can be read again from its beginning. */
export function topicProtections({ props, urn }: PolicyResource): readonly Protection[] {
  const settings = optional(recordAt, props, "config") ?? {};
  const forgets = String(settings["retention.ms"]) !== "-1";
  return forgets ? [] : [{ means: "versions", made: always, by: urn }];
}

const appwriteBackups = "appwrite:index:BackupPolicy";

/** A project's policies back up all of it, or the services that they list. */
export function appwriteProtections(
  resource: PolicyResource,
  stack: StackIndex,
): readonly Protection[] {
  const project = optional(textAt, resource.props, "projectId");
  if (project === undefined) return [];
  return stack.holding(appwriteBackups, "projectId", project).map(({ props, urn }): Protection => ({
    means: "backup",
    made: always,
    days: numberAt(props, "retention"),
    by: urn,
  }));
}
