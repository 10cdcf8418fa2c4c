import { visible } from "../../settings/visible";
import { columns } from "../columns";
import type { Health } from "./health";

/** A line for each workload, and one that sums up. */
export function describeHealth(stack: string, all: readonly Health[]): string {
  const rows = all.map(({ workload, url, answer, milliseconds, isHealthy }) => [
    isHealthy ? "✓" : "✗",
    workload,
    visible(answer),
    `${String(milliseconds)} ms`,
    url,
  ]);
  const bad = all.filter(({ isHealthy }) => !isHealthy);
  const redirected = bad.some(({ answer }) => answer.startsWith("3"));
  return [
    ...columns(rows),
    bad.length === 0
      ? `${stack}: ${String(all.length)} of ${String(all.length)} workloads are healthy`
      : `${stack}: ${bad.map(({ workload }) => workload).join(", ")} of ${String(all.length)} workloads answers no 200`,
    ...(redirected ? ["A path behind a login stands open by `openPaths` in its deploy.yaml."] : []),
    "",
  ].join("\n");
}
