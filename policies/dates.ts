const millisecondsPerDay = 86_400_000;

/**
 * Whole days from one ISO date to another, or to a point in time; negative when it lies before.
 *
 * @throws Error when either is no date.
 */
export function daysBetween(from: string, to: string): number {
  const start = timeOf(from.slice(0, 10));
  const end = timeOf(to);
  return Math.floor((end - start) / millisecondsPerDay);
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`"${text}" is no date`);
  return time;
}

/**
 * Seconds of a duration as Pulumi's custom timeouts write it: `6h`, `1h30m`, `90s`.
 *
 * @throws Error when the text is no duration.
 */
export function durationSeconds(text: string): number {
  const [whole, hours, minutes, seconds] =
    /^(?=\d)(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`"${text}" is no duration`);
  return Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}
