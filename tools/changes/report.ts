import { columns } from "../../operations/columns";
import { visible } from "../../settings/visible";
import type { Changes } from "./changes";

/** A line for each workload with the first reason, and what counts as changed since it can't be told. */
export function describeChanges({ workloads, removed, platform, notes }: Changes): string {
  const rows = workloads.map(({ name, changed, because }) => [
    name,
    changed ? reasons(because) : `works with ${because.join(", ")}`,
  ]);
  const lines = [
    ...(rows.length === 0 ? ["No workload changed"] : columns(rows)),
    ...removed.map((folder) => `${folder} is gone`),
    `The platform ${platform ? "changed" : "did not change"}`,
    ...notes.map((note) => `Counts as changed, since not all can be told: ${note}`),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

function reasons([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first}, and ${String(others.length)} more`;
}
