/** The longest pause in days between two runs of an AWS Backup schedule; never shorter than the real one. */
export function longestPauseDays(schedule: string): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate !== null) {
    const perDay = { minute: 1_440, hour: 24, day: 1 }[rate[2] as "minute" | "hour" | "day"];
    return Number(rate[1]) / perDay;
  }
  const fields = /^cron\(\S+ \S+ (\S+) (\S+) (\S+) (\S+)\)$/.exec(schedule);
  if (fields === null) throw new Error(`"${schedule}" is no schedule of AWS Backup`);
  const [dayOfMonth, month, dayOfWeek, year] = fields.slice(1).map((field) => /^[*?]$/.test(field));
  // After its years it never runs again.
  if (year !== true) return Number.POSITIVE_INFINITY;
  if (month !== true) return 366;
  if (dayOfMonth !== true) return 31;
  return dayOfWeek === true ? 1 : 7;
}
