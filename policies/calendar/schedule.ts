import { oncePerText } from "../once";

/** Days that schedules are played through: more than what is kept longest. */
export const playedDays = 400;

const dayLength = 86_400_000;
/** The first day; a leap year has every date. */
const start = Date.UTC(2028, 0, 1);

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The days on which a schedule of AWS runs, counted from the first; none after the years that it names. */
export const runDays = oncePerText((schedule): readonly number[] =>
  Array.from({ length: playedDays }, (_, day) => day).filter(dayTest(schedule)),
);

/** The longest pause between two of the days, their beginning and end included. */
export function longestPause(days: readonly number[]): number {
  let last = -1;
  let longest = 0;
  for (const day of days) {
    longest = Math.max(longest, day - last);
    last = day;
  }
  return Math.max(longest, playedDays - 1 - last);
}

function dayTest(schedule: string): (day: number) => boolean {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate !== null) {
    const perDay = { minute: 1_440, hour: 24, day: 1 }[rate[2] as "minute" | "hour" | "day"];
    const pause = Math.max(1, Math.ceil(Number(rate[1]) / perDay));
    return (day) => day % pause === 0;
  }
  const fields = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(schedule)?.slice(1);
  if (fields === undefined) throw new Error(`"${schedule}" is no schedule of AWS`);
  const [minute = "", hour = "", date = "", month = "", weekday = "", year = ""] = fields;
  const isAt = (text: string, least: number, most: number, names?: readonly string[]) =>
    valueTest(schedule, text, least, most, names);
  isAt(minute, 0, 59);
  isAt(hour, 0, 23);
  const inMonth = isAt(month, 1, 12, months);
  const isDay =
    weekday === "?" ? dateTest(date, isAt) : date === "?" ? weekdayTest(weekday, isAt) : undefined;
  if (isDay === undefined) throw new Error(`"${schedule}" names a date and a weekday; one is a ?`);
  return (day) => {
    const on = new Date(start + day * dayLength);
    return year === "*" && inMonth(on.getUTCMonth() + 1) && isDay(on);
  };
}

type Field = (
  text: string,
  least: number,
  most: number,
  names?: readonly string[],
) => (value: number) => boolean;

/** `L` is the month's last day. */
function dateTest(text: string, field: Field): (on: Date) => boolean {
  if (text === "L") return (on) => on.getUTCDate() === lastDate(on);
  const isDate = field(text, 1, 31);
  return (on) => isDate(on.getUTCDate());
}

/** `2#1` is the month's first Monday, `2L` its last. */
function weekdayTest(text: string, field: Field): (on: Date) => boolean {
  const [, name = text, last, nth] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(text) ?? [];
  const isWeekday = field(name, 1, 7, weekdays);
  return (on) =>
    isWeekday(on.getUTCDay() + 1) &&
    (last === undefined || on.getUTCDate() > lastDate(on) - 7) &&
    (nth === undefined || Math.ceil(on.getUTCDate() / 7) === Number(nth));
}

function lastDate(on: Date): number {
  return new Date(Date.UTC(on.getUTCFullYear(), on.getUTCMonth() + 1, 0)).getUTCDate();
}

/** Items of a field, each a value, a range, all of them, or every so many of these. */
function valueTest(
  schedule: string,
  text: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): (value: number) => boolean {
  const read = (word: string): number => {
    const named = names.indexOf(word.toUpperCase());
    const value = named === -1 && /^\d+$/.test(word) ? Number(word) : named + least;
    if (value >= least && value <= most) return value;
    throw new Error(`"${schedule}" has "${word}", not ${String(least)} to ${String(most)}`);
  };
  const ranges = text.split(",").map((item) => {
    const [range = "", step] = item.split("/");
    if (step !== undefined && !/^[1-9]\d*$/.test(step))
      throw new Error(`"${schedule}" steps by ${step}`);
    const [from = "", to] = range === "*" ? [String(least), String(most)] : range.split("-");
    const first = read(from);
    const end = to === undefined ? (step === undefined ? first : most) : read(to);
    return { first, end, step: Number(step ?? 1) };
  });
  return (value) =>
    ranges.some(
      ({ first, end, step }) => value >= first && value <= end && (value - first) % step === 0,
    );
}
