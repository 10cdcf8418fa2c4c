import { columns } from "../../operations/columns";
import { limits, type Tried } from "./drill";

/** What was tried, and what is wrong with it. */
export function describeDrill(stack: string, tried: readonly Tried[]): string {
  const rows = tried.map(({ way, what, seconds, lostSeconds, mayLoseSeconds, problems }) => [
    `  ${problems.length === 0 ? "✓" : "✗"} ${way}`,
    what,
    `restored in ${time(seconds)} of ${time(limits.restoreSeconds)}`,
    `lost ${time(lostSeconds)} of ${time(mayLoseSeconds)}`,
  ]);
  return [
    `Restores of ${stack}:`,
    ...columns(rows),
    ...tried.flatMap(({ way, problems }) => problems.map((problem) => `! ${way}: ${problem}`)),
    "",
  ].join("\n");
}

function time(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds).toString()} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${String(minutes)} min` : `${String(Math.ceil(minutes / 60))} h`;
}
