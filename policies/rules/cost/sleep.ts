const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const minutesADay = 24 * 60;
const minutesAWeek = 7 * minutesADay;

interface Scheduled {
  readonly schedule: string;
  /** How many tasks there are from then on. */
  readonly tasks: number;
}

/** Whole hours of a week in which no task runs. @throws Error for a schedule that does not come each week. */
export function hoursAsleep(actions: readonly Scheduled[]): number {
  const changes = actions
    .flatMap(({ schedule, tasks }) => minutesOf(schedule).map((at) => ({ at, tasks })))
    // Of two at once nobody knows which is first: the one that wakes counts.
    .sort((a, b) => a.at - b.at || a.tasks - b.tasks);
  const minutes = changes.map(({ at, tasks }, index) => {
    const next = changes[index + 1]?.at ?? (changes[0]?.at ?? 0) + minutesAWeek;
    return tasks === 0 ? next - at : 0;
  });
  return Math.floor(minutes.reduce((sum, each) => sum + each, 0) / 60);
}

/** Minutes of the week at which `cron(<minute> <hour> ? * <days> *)` comes. */
function minutesOf(schedule: string): readonly number[] {
  const [, minute, hour, of = ""] =
    /^cron\(([0-5]?\d) ([01]?\d|2[0-3]) (?:\? \* (\S+)|\* \* \?) \*\)$/.exec(schedule) ?? [];
  if (minute === undefined) {
    throw new Error(`"${schedule}" does not come each week, as cron(0 20 ? * MON-FRI *) does`);
  }
  return daysOf(of, schedule).map((day) => day * minutesADay + Number(hour) * 60 + Number(minute));
}

function daysOf(text: string, schedule: string): readonly number[] {
  if (text === "" || text === "*") return [...days.keys()];
  return text.split(",").flatMap((part) => {
    const [first = -1, last = first] = part.split("-").map(dayOf);
    if (first < 0 || last < first) throw new Error(`"${schedule}" names days that there are not`);
    return [...days.keys()].filter((day) => day >= first && day <= last);
  });
}

/** AWS counts days from 1, which is Sunday. */
function dayOf(name: string): number {
  return /^[1-7]$/.test(name) ? Number(name) - 1 : days.indexOf(name.toUpperCase());
}
