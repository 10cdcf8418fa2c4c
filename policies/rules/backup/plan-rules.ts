import { booleanAt, numberAt, optional, recordsAt, textAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { longestPauseDays } from "./schedule";

export const planType = "aws:backup/plan:Plan";

/** A rule of a backup plan. */
export interface PlanRule {
  readonly name: string;
  readonly continuous: boolean;
  readonly deleteAfterDays: number;
  readonly pauseDays: number;
  readonly props: Properties;
}

export function planRules({ props }: PolicyResource): readonly PlanRule[] {
  return recordsAt(props, "rules").map((rule) => ({
    name: textAt(rule, "ruleName"),
    continuous: optional(booleanAt, rule, "enableContinuousBackup") ?? false,
    deleteAfterDays: numberAt(rule, "lifecycle.deleteAfter"),
    pauseDays: longestPauseDays(optional(textAt, rule, "schedule") ?? "cron(0 5 ? * * *)"),
    props: rule,
  }));
}

/** Snapshots stay as long as their rule says; a continuous backup only lets go back within its window. */
export function snapshotRules(plan: PolicyResource): readonly PlanRule[] {
  return planRules(plan).filter((rule) => !rule.continuous);
}

/** The longest that snapshots made at least that often are kept; 0 where there are none. */
export function longestRetention(rules: readonly PlanRule[], pauseDays: number): number {
  const often = rules.filter((rule) => rule.pauseDays <= pauseDays);
  return Math.max(0, ...often.map((rule) => rule.deleteAfterDays));
}
