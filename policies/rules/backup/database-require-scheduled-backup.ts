import { evaluate } from "../../../iam/evaluate";
import { longestPause, runDays } from "../../calendar/schedule";
import { documentAt, optional, recordsAt, textAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { notApplicable, type Scope, stackRule, violationOf } from "../../rule";
import { alarmOf, metricAlarmType, surelyGoesOff } from "../../series/alarm";
import { loudnessOf } from "../../series/listeners";
import { backingUp } from "../../series/traffic";
import type { StackIndex } from "../../stack-index";
import { policyAt } from "../../who-can/documents";
import { requestBy, usual } from "../../who-can/requests";
import { inlineType } from "../../who-can/rights";
import { roleType } from "../../who-can/ways-in";
import { variablesOf } from "../monitoring/variables";
import { containersOf, taskDefinitionType } from "../release/containers";
import { neonProject } from "./neon";

const scheduleType = "aws:scheduler/schedule:Schedule";
const storeType = "cloudflare:index/r2Bucket:R2Bucket";
const task = "database-backup";
const place = "backups/database/daily/another";
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
    const schedules = stack
      .ofType(scheduleType)
      .map((schedule) => ({ schedule, runs: taskOf(schedule, stack) }))
      .filter(({ runs }) => runs !== undefined);
    const [first] = schedules;
    if (first?.runs === undefined) {
      // What has no release yet waits for it, and what keeps no files has no place for a backup.
      return scope.data.released.get(scope.environment.name)?.has(task) === true &&
        stack.ofType(storeType).length > 0
        ? violationOf([`is backed up by no schedule, though ${task} has a release here`])
        : notApplicable;
    }
    const { schedule, runs } = first;
    const pause = longestPause(runDays(textAt(schedule.props, "scheduleExpression")));
    return violationOf([
      ...(pause <= 1 ? [] : [`is looked after every ${String(pause)} days, not each day`]),
      ...(mayWrite(runs, scope, stack) ? [] : ["is backed up by a task that may not write one"]),
      ...(isHeard(scope, stack) ? [] : ["is missed by nobody when no backup was made"]),
    ]);
  },
});

function taskOf(schedule: PolicyResource, stack: StackIndex): PolicyResource | undefined {
  return stack
    .targets(schedule, "target")
    .find(
      (target) =>
        target.type === taskDefinitionType &&
        containersOf(target).some((each) => textAt(each, "name") === task),
    );
}

/** Whether the task's role may put an object where its job says. */
function mayWrite(runs: PolicyResource, { environment }: Scope, stack: StackIndex): boolean {
  const arn = textAt(runs.props, "taskRoleArn");
  const [role] = stack.holding(roleType, "name", arn.slice(arn.lastIndexOf("/") + 1));
  const job = variablesOf(runs).find(([name]) => name === "BACKUP_JOB")?.[1];
  if (role === undefined || job === undefined) return false;
  const bucket = textAt(documentAt({ job }, "job"), "bucket");
  const grants = stack.referring(role, inlineType, "role");
  const identity = grants.map((grant) => policyAt(grant, "policy"));
  const object = `arn:aws:s3:::${bucket}/${place}`;
  const request = requestBy(arn, "s3:PutObject", object, usual(environment));
  return evaluate({ identity }, request).allowed;
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
