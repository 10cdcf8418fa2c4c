import { numberAt, optional, recordAt, recordsIn, textAt, valueAt } from "../read";
import type { PolicyResource } from "../resource";
import { neonSnapshotSchedule } from "../rules/backup/neon";
import type { StackIndex } from "../stack-index";
import { plansProtecting } from "./aws-backup";
import { everyOf, type Protection, type ProtectionsOf } from "./protection";

const secondsPerDay = 86_400;
const pauses: Readonly<Record<string, number>> = {
  hourly: 1 / 24,
  daily: 1,
  weekly: 7,
  monthly: 31,
};
/** Longest that DynamoDB goes back, and its default. */
const dynamodbDays = 35;

/** Neon keeps the history of every change for a while, and snapshots for longer. */
export function neonProtections(project: PolicyResource, stack: StackIndex): readonly Protection[] {
  const seconds = optional(numberAt, project.props, "historyRetentionSeconds") ?? 0;
  const history: Protection[] =
    seconds > 0 ? [{ means: "point-in-time", days: seconds / secondsPerDay, by: project.urn }] : [];
  const snapshots = stack
    .referring(project, neonSnapshotSchedule, "projectId")
    .flatMap((schedule) =>
      recordsIn(schedule.props, "schedule").map((item): Protection => ({
        means: "backup",
        every: everyOf(pauses[textAt(item, "frequency")] ?? Number.POSITIVE_INFINITY),
        days: numberAt(item, "retentionSeconds") / secondsPerDay,
        by: schedule.urn,
      })),
    );
  return [...history, ...snapshots];
}

export function dynamodbProtections(
  table: PolicyResource,
  stack: StackIndex,
): readonly Protection[] {
  const { props, urn } = table;
  const recovers = valueAt(props, "pointInTimeRecovery.enabled") === true;
  const days =
    optional(numberAt, props, "pointInTimeRecovery.recoveryPeriodInDays") ?? dynamodbDays;
  const name = optional(textAt, props, "name") ?? "*";
  return [
    ...(recovers ? [{ means: "point-in-time", days, by: urn } as const] : []),
    ...recordsIn(props, "replicas").map((replica): Protection => ({
      means: "replica",
      region: textAt(replica, "regionName"),
      by: urn,
    })),
    ...plansProtecting(table, `arn:aws:dynamodb:*:*:table/${name}`, stack),
  ];
}

/** A service that makes a snapshot a day by itself and keeps it for as many days as a property says. */
export function withSnapshots(property: string, means: Protection["means"]): ProtectionsOf {
  return ({ props, urn }) => {
    const days = optional(numberAt, props, property) ?? 0;
    if (days <= 0) return [];
    return [{ means, ...(means === "backup" ? { every: "day" } : {}), days, by: urn }];
  };
}

/** A service that keeps what it needs by itself, whatever is declared. */
export function byItself(protection: Omit<Protection, "by">): ProtectionsOf {
  return ({ urn }) => [{ ...protection, by: urn }];
}

/** What AWS Backup alone protects. */
export function byPlan(arn: string): ProtectionsOf {
  return (resource, stack) => plansProtecting(resource, arn, stack);
}

export function allOf(...all: readonly ProtectionsOf[]): ProtectionsOf {
  return (resource, stack) => all.flatMap((each) => each(resource, stack));
}

/** Another resource of the stack that refers to it by that property, and copies it. */
export function copiedBy(type: string, property: string): ProtectionsOf {
  return (resource, stack) =>
    stack
      .referring(resource, type, property)
      .map((copier): Protection => ({ means: "replica", by: copier.urn }));
}

/** A topic that never forgets can be read again from its beginning. */
export function topicProtections({ props, urn }: PolicyResource): readonly Protection[] {
  const settings = optional(recordAt, props, "config") ?? {};
  return String(settings["retention.ms"]) === "-1" ? [{ means: "versions", by: urn }] : [];
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
    days: numberAt(props, "retention"),
    by: urn,
  }));
}
