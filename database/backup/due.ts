import type { BackupRuleSpec } from "../../blueprint/backup";
import { BackupError } from "./backup-error";
import type { BackupRecord } from "./record";

const millisecondsPerDay = 86_400_000;

/** Days between two backups by a rule. */
const pauses: Readonly<Record<string, number>> = { daily: 1, weekly: 7 };

/** A schedule's hour moves by as much. */
const slackDays = 0.25;

/**
 * The rule by which a backup is kept that is made now: the one that keeps it longest among those whose last backup is as old as
 * their pause, and else the one that is made most often.
 *
 * @throws BackupError where the tier has none.
 */
export function dueRule(
  rules: readonly BackupRuleSpec[],
  complete: readonly BackupRecord[],
  now: Date,
): BackupRuleSpec {
  const made = rules.filter(({ continuous }) => !continuous);
  const longest = [...made].sort((a, b) => b.deleteAfterDays - a.deleteAfterDays);
  const isDue = ({ name }: BackupRuleSpec) => {
    const last = complete.find(({ rule }) => rule === name);
    return last === undefined || ageInDays(last, now) >= (pauses[name] ?? 1) - slackDays;
  };
  const rule = longest.find(isDue) ?? longest.at(-1);
  if (rule === undefined)
    throw new BackupError("the tier has no rule for backups (blueprint/tiers.ts)");
  return rule;
}

/** Days after which the newest backup is too old. */
export function mostDays(rules: readonly BackupRuleSpec[]): number {
  const days = rules.filter(({ continuous }) => !continuous).map(({ name }) => pauses[name] ?? 1);
  return Math.min(...days) + slackDays;
}

export function keptUntil({ deleteAfterDays }: BackupRuleSpec, now: Date): Date {
  return new Date(now.getTime() + deleteAfterDays * millisecondsPerDay);
}

/** Those that nothing keeps any more; the newest stays for ever. */
export function outlived(complete: readonly BackupRecord[], now: Date): readonly BackupRecord[] {
  return complete.slice(1).filter((record) => new Date(record.keptUntil) < now);
}

export function ageInDays({ takenAt }: Pick<BackupRecord, "takenAt">, now: Date): number {
  return (now.getTime() - new Date(takenAt).getTime()) / millisecondsPerDay;
}
