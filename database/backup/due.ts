import type { BackupKeeping } from "../../blueprint/backup";
import { BackupError } from "./backup-error";
import type { BackupStore } from "../store/backup-store";
import { type BackupRecord, removeBackup } from "./record";

const millisecondsPerDay = 86_400_000;

/** Days between two backups by a rule. */
const pauses: Readonly<Partial<Record<BackupKeeping["name"], number>>> = { daily: 1, weekly: 7 };

/** A schedule's hour moves by as much. */
const slackDays = 0.25;

type Rules = readonly BackupKeeping[];

/** The rule that keeps a backup longest among those whose last one is as old as their pause. */
export function dueRule(
  rules: Rules,
  complete: readonly BackupRecord[],
  now: Date,
): BackupKeeping | undefined {
  return longestFirst(rules).find(({ name }) => {
    const last = complete.find(({ rule }) => rule === name);
    return last === undefined || ageInDays(last, now) >= (pauses[name] ?? 1) - slackDays;
  });
}

/**
 * The rule by which a backup is kept that is made now, whether one is due or not: then by the one that is made most often.
 *
 * @throws BackupError where the tier has none.
 */
export function ruleOf(rules: Rules, complete: readonly BackupRecord[], now: Date): BackupKeeping {
  const rule = dueRule(rules, complete, now) ?? longestFirst(rules).at(-1);
  if (rule === undefined)
    throw new BackupError("the tier has no rule for backups (blueprint/tiers.ts)");
  return rule;
}

/** Those that are made by themselves: AWS Backup's own continuous ones are none of a database. */
function longestFirst(rules: Rules): BackupKeeping[] {
  const made = rules.filter(({ name }) => name in pauses);
  return made.sort((a, b) => b.deleteAfterDays - a.deleteAfterDays);
}

/** Days after which the newest backup is too old. */
export function mostDays(rules: Rules): number {
  const days = longestFirst(rules).map(({ name }) => pauses[name] ?? 1);
  return Math.min(...days) + slackDays;
}

export function keptUntil({ deleteAfterDays }: BackupKeeping, now: Date): Date {
  return new Date(now.getTime() + deleteAfterDays * millisecondsPerDay);
}

/** Those that nothing keeps any more; the newest stays for ever. */
export function outlived(complete: readonly BackupRecord[], now: Date): readonly BackupRecord[] {
  return complete.slice(1).filter((record) => new Date(record.keptUntil) < now);
}

export async function removeOutlived(
  store: BackupStore,
  complete: readonly BackupRecord[],
): Promise<void> {
  for (const record of outlived(complete, new Date())) await removeBackup(store, record);
}

export function ageInDays({ takenAt }: Pick<BackupRecord, "takenAt">, now: Date): number {
  return (now.getTime() - new Date(takenAt).getTime()) / millisecondsPerDay;
}
