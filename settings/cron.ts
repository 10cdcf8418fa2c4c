/** A field of a cron expression, as Cloudflare reads it (developers.cloudflare.com/workers/configuration/cron-triggers). */
interface Field {
  readonly least: number;
  readonly most: number;
  /** Names of the numbers from `least` on. */
  readonly names: readonly string[];
  /** What else may stand there. */
  readonly special: RegExp | undefined;
}

const field = (least: number, most: number, names = "", special?: RegExp): Field => ({
  least,
  most,
  names: names.split(" "),
  special,
});

const fields = [
  field(0, 59),
  field(0, 23),
  field(1, 31, "", /^(?:L|LW|(?:[1-9]|[12]\d|3[01])W)$/),
  field(1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  field(1, 7, "SUN MON TUE WED THU FRI SAT", /^(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5])$/),
] as const;

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a cron expression of five fields ever comes true: every number is in its field's range, every day in a month. */
export function runsSometime(expression: string): boolean {
  const texts = expression.split(" ");
  if (texts.length !== fields.length) return false;
  const values = fields.map((each, index) => valuesOf(texts[index] ?? "", each));
  const [, , days, months] = values;
  if (values.includes(undefined) || days === undefined || months === undefined) return false;
  // A weekday comes every month, and so does whatever has no number of its own.
  if (days.length === 0 || texts[4] !== "*") return true;
  return months.some((month) => days.some((day) => day <= (longestMonths[month - 1] ?? 0)));
}

/** The numbers that a field stands for; none where an item has no number, `undefined` where one means nothing. */
function valuesOf(text: string, of: Field): readonly number[] | undefined {
  const values: number[] = [];
  let isNumbered = true;
  for (const item of text.toUpperCase().split(",")) {
    if (of.special?.test(item) === true) {
      isNumbered = false;
      continue;
    }
    const numbers = itemValues(item, of);
    if (numbers === undefined) return undefined;
    values.push(...numbers);
  }
  return isNumbered ? values : [];
}

function itemValues(item: string, of: Field): readonly number[] | undefined {
  const [range = "", step, ...more] = item.split("/");
  const by = step === undefined ? 1 : numberIn(step);
  const ends =
    range === "*" ? [of.least, of.most] : range.split("-").map((end) => valueOf(end, of));
  const [from, to = step === undefined ? from : of.most] = ends;
  if (more.length > 0 || ends.length > 2 || ends.includes(undefined)) return undefined;
  if (by === undefined || by < 1 || by > of.most || from === undefined || to === undefined) {
    return undefined;
  }
  if (from < of.least || to > of.most || to < from) return undefined;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function valueOf(text: string, { least, names }: Field): number | undefined {
  const named = text === "" ? -1 : names.indexOf(text);
  return named < 0 ? numberIn(text) : least + named;
}

function numberIn(text: string): number | undefined {
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}
