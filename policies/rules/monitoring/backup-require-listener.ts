import { documentAt } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { type Event, takes } from "../../series/events";
import { loudestOf } from "../../series/listeners";
import { regionOf } from "../backup/vaults";
import { guardedTiers } from "../release/ecs";

const ruleType = "aws:cloudwatch/eventRule:EventRule";

/** How AWS Backup tells of each job that ends without what it was for. */
const failures = ["ABORTED", "EXPIRED", "FAILED"].flatMap((end) => [
  failureOf("Backup", "state", end),
  failureOf("Copy", "state", end),
  failureOf("Restore", "status", end),
]);

function failureOf(job: string, key: string, end: string): { said: string; event: Event } {
  const type = `${job} Job State Change`;
  const event = { source: "aws.backup", "detail-type": type, detail: { [key]: end } };
  return { said: `${type}: ${end}`, event };
}

export const backupRequireListener = stackRule({
  id: "backup-require-listener",
  title: "Somebody hears of a backup, a copy or a restore that failed, and is woken in production",
  why: "what was not made is missed on the day on which it is needed",
  source: "BAK-20",
  fix: "Declare an EventRule on aws.backup for these ends, with an EventTarget to a topic that has a subscriber.",
  types: ["aws:backup/plan:Plan"],
  tiers: guardedTiers,
  check(plan, { tier }, stack) {
    const loudEnough = tier === "production" ? ["waking"] : ["waking", "shown"];
    const heard = stack
      .ofType(ruleType)
      .filter((rule) => regionOf(rule) === regionOf(plan))
      .filter((rule) => loudEnough.includes(loudestOf(rule, stack)))
      .map(({ props }) => documentAt(props, "eventPattern"));
    const missed = failures
      .filter(({ event }) => !heard.some((pattern) => takes(pattern, event)))
      .map(({ said }) => said);
    return violationOf(missed.length === 0 ? [] : [`is heard by nobody on ${missed.join(", ")}`]);
  },
});
