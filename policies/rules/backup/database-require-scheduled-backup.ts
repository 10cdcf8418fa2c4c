import { longestPause, runDays } from "../../calendar/schedule";
import { optional, recordsAt, textAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { notApplicable, type Scope, stackRule, violationOf } from "../../rule";
import { alarmOf, metricAlarmType, surelyGoesOff } from "../../series/alarm";
import { loudnessOf } from "../../series/listeners";
import { backingUp } from "../../series/traffic";
import type { StackIndex } from "../../stack-index";
import { containersOf, taskDefinitionType } from "../release/containers";
import { neonProject } from "./neon";

const scheduleType = "aws:scheduler/schedule:Schedule";
const storeType = "cloudflare:index/r2Bucket:R2Bucket";
const task = "database-backup";
/** Longer than a day and a half nobody waits for a backup that did not come. */
const longestSeconds = 36 * 3_600;

export const databaseRequireScheduledBackup = stackRule({
  id: "database-require-scheduled-backup",
  severity: "critical",
  title: "A database is backed up by a schedule that can, and whose failure somebody hears of",
  why: "what has to be remembered is forgotten, and what fails in silence is found on the day it is needed",
  source: "BAK-20",
  fix: "Release database-backup and name backupRecipients, or mend what it says.",
  waivable: "outside production",
  types: [neonProject],
  check(_project, scope, stack) {
    const schedules = stack.ofType(scheduleType).filter((each) => isBackup(each, stack));
    const [schedule] = schedules;
    if (schedule === undefined) {
      // What has no release yet waits for it, and what keeps no files has no place for a backup.
      return scope.data.released.get(scope.environment.name)?.has(task) === true &&
        stack.ofType(storeType).length > 0
        ? violationOf([`is backed up by no schedule, though ${task} has a release here`])
        : notApplicable;
    }
    const pause = longestPause(runDays(textAt(schedule.props, "scheduleExpression")));
    return violationOf([
      ...(pause <= 1 ? [] : [`is looked after every ${String(pause)} days, not each day`]),
      ...(isHeard(scope, stack) ? [] : ["is missed by nobody when no backup was made"]),
    ]);
  },
});

function isBackup(schedule: PolicyResource, stack: StackIndex): boolean {
  return stack
    .targets(schedule, "target")
    .some(
      (target) =>
        target.type === taskDefinitionType &&
        containersOf(target).some((each) => textAt(each, "name") === task),
    );
}

function isHeard({ tier, environment }: Scope, stack: StackIndex): boolean {
  return stack.ofType(metricAlarmType).some((watching) => {
    if (!recordsAt(watching.props, "metricQueries").some(isOf(environment.name))) return false;
    const alarm = alarmOf(watching);
    return (
      alarm.seconds <= longestSeconds &&
      surelyGoesOff(alarm, backingUp(false)) &&
      (tier !== "production" || loudnessOf(watching, stack) === "waking")
    );
  });
}

function isOf(environment: string): (query: Properties) => boolean {
  return (query) =>
    optional(textAt, query, "metric.namespace") === "Platform/Backups" &&
    optional(textAt, query, "metric.dimensions.Environment") === environment;
}
