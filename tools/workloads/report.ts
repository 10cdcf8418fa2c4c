import { visible } from "../../settings/visible";
import type { Outcome } from "./run-stage";
import type { WorkloadsCommand } from "./options";

/** A line for what passed, with all that it printed where that is wanted; the output of what failed. */
export function describeOutcome(
  { step, passed, seconds, said }: Outcome,
  { whole }: { readonly whole: boolean },
): string {
  const result = `${visible(step.about)}: ${passed ? "passed" : "FAILED"} (${seconds.toFixed(1)} s)\n`;
  if (said === "" || (passed && !whole)) return result;
  const output = said.endsWith("\n") ? said : `${said}\n`;
  return `── ${visible(step.about)} ${"─".repeat(Math.max(3, 60 - step.about.length))}\n${output}${result}`;
}

/** What of several failed, below all that they printed. */
export function describeStage(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(({ passed }) => !passed).map(({ step }) => step.about);
  if (outcomes.length < 2) return "";
  const result = failed.length === 0 ? "all passed" : `failed: ${failed.sort().join(", ")}`;
  return visible(`${String(outcomes.length)} workloads, ${result}`) + "\n";
}

export function nothingToDo({ command, base }: WorkloadsCommand): string {
  const since = base === undefined ? "" : ` since ${visible(base)}`;
  return `Nothing to ${command}: no workload changed${since}\n`;
}
