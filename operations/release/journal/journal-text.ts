import type { Journal } from "../../../rollout/stages/journal";
import { parseJson } from "../../../settings/parse-text";
import { problemText } from "../../../settings/problem";
import { UsageError } from "../../../settings/usage-error";

/**
 * What a journal's text says.
 *
 * @throws UsageError where it is none, or one of another version of this project.
 */
export function readJournal(address: string, text: string): Journal {
  const parsed = parseJson(address, text);
  if ("problems" in parsed) throw new UsageError(parsed.problems.map(problemText).join("\n"));
  const { format, releases } = parsed.value;
  if (format === 1 && Array.isArray(releases)) return { format, releases };
  throw new UsageError(
    `${address}: got a journal of format ${JSON.stringify(format)}, expected 1: check out the version of this project that wrote it`,
  );
}

/** @param mark - what a store keeps of its own beside it. */
export function journalText(
  journal: Journal,
  mark: Readonly<Record<string, unknown>> = {},
): string {
  return `${JSON.stringify({ ...mark, ...journal }, undefined, 2)}\n`;
}
