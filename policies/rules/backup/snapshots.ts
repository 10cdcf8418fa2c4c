import { numberAt, recordsAt, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import type { StackIndex } from "../../stack-index";
import { neonSnapshotSchedule } from "./neon";
import { secondsPerDay } from "./retention";

/** Longest that a project's snapshots of those frequencies are kept, in days; 0 where there are none. */
export function snapshotDays(
  project: PolicyResource,
  stack: StackIndex,
  frequencies: readonly string[],
): number {
  const items = stack
    .referring(project, neonSnapshotSchedule, "projectId")
    .flatMap((schedule) => recordsAt(schedule.props, "schedule"))
    .filter((item) => frequencies.includes(textAt(item, "frequency")));
  return Math.max(0, ...items.map((item) => numberAt(item, "retentionSeconds") / secondsPerDay));
}
