import { visible } from "../../settings/visible";
import { columns } from "../columns";
import type { GateResult } from "./gates";

/** A line for each gate of each workload, and one that sums up. */
export function describeGates(stack: string, results: readonly GateResult[]): string {
  const rows = results.map(({ workload, gate, isPassed, because }) => [
    isPassed ? "✓" : "✗",
    workload,
    gate,
    visible(because),
  ]);
  const failed = results.filter(({ isPassed }) => !isPassed);
  return [
    ...columns(rows),
    failed.length === 0
      ? `${stack}: all ${String(results.length)} gates are passed`
      : `${stack}: ${String(failed.length)} of ${String(results.length)} gates are not passed`,
    "",
  ].join("\n");
}
