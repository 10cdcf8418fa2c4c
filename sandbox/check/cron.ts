/** A field of a cron expression: the numbers that it takes, and names for them. */
interface Field {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** Further characters, as AWS takes them. */
  readonly special?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const minutes: Field = { from: 0, to: 59 };
const hours: Field = { from: 0, to: 23 };
const month: Field = { from: 1, to: 12, names: months };

/** Minutes, hours, day of the month, month, day of the week (1 is Sunday), year. */
const awsFields: readonly Field[] = [
  minutes,
  hours,
  { from: 1, to: 31, special: /^(?:L|LW|\d{1,2}W)$/ },
  month,
  { from: 1, to: 7, names: days, special: /^(?:L|(?:[1-7]|[A-Z]{3})L|(?:[1-7]|[A-Z]{3})#[1-5])$/ },
  { from: 1970, to: 2199 },
];

/** Minutes, hours, day of the month, month, day of the week (0 and 7 are Sunday). */
const fields: readonly Field[] = [
  minutes,
  hours,
  { from: 1, to: 31 },
  month,
  { from: 0, to: 7, names: days },
];

/** `cron(…)` with six fields, `rate(…)` or `at(…)`, as EventBridge, AWS Backup and Application Auto Scaling take it. */
export function isSchedule(text: string): boolean {
  if (isRate(text) || isMoment(text)) return true;
  const parts = fieldsOf(text);
  if (parts === undefined || !areFields(parts, awsFields)) return false;
  // One of the two days says nothing.
  return (parts[2] === "?") !== (parts[4] === "?");
}

/** `cron(…)` with five fields or `at(…)`, as CloudWatch takes it for mute rules. */
export function isCloudWatchCron(text: string): boolean {
  if (isMoment(text)) return true;
  const parts = fieldsOf(text);
  return parts !== undefined && areFields(parts, fields);
}

function fieldsOf(text: string): readonly string[] | undefined {
  return /^cron\((.*)\)$/.exec(text)?.[1]?.trim().split(/\s+/);
}

function areFields(parts: readonly string[], expected: readonly Field[]): boolean {
  return (
    parts.length === expected.length &&
    expected.every((field, index) => isField(parts[index] ?? "", field, expected === awsFields))
  );
}

function isField(text: string, field: Field, takesAny: boolean): boolean {
  if (text === "?") return takesAny && (field.to === 31 || field.to === 7);
  return text.split(",").every((item) => isItem(item, field));
}

function isItem(item: string, field: Field): boolean {
  if (field.special?.test(item) === true) return true;
  const [range = "", step, ...more] = item.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => numberOf(end, field));
  return ends.length <= 2 && ends.every((end) => end >= field.from && end <= field.to);
}

function numberOf(text: string, { from, names }: Field): number {
  const name = names?.indexOf(text.toUpperCase()) ?? -1;
  if (name >= 0) return from + name;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function isRate(text: string): boolean {
  const [, count, plural] = /^rate\((\d+) (?:minute|hour|day)(s?)\)$/.exec(text) ?? [];
  return count !== undefined && Number(count) > 0 && (Number(count) === 1) === (plural === "");
}

function isMoment(text: string): boolean {
  const [, moment] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)\)$/.exec(text) ?? [];
  return moment !== undefined && !Number.isNaN(Date.parse(`${moment}Z`));
}
