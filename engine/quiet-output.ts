/** Lines of each kind that are passed on: who makes an environment anew wants to know how many, not which. */
const most = 15;

/** A resource's line: its sign, type, name, and what is done to it, with the time that it took once it is done. */
const resource = /^ *(?:[-+~<>=]{1,2}) +\S+:\S+ \S+ (\w+)( \(.*)?/;

/** One that stays as it is, or is only looked at; what failed says so in its line. */
const unchanged = /^ +\S+:\S+:\S+ [^(\s]\S* (?!.*(?:error|failed|warning))/;

/** Colours that the engine writes on a terminal. */
const colours = /\u001b\[[\d;]*m/g;

/**
 * Of what the engine prints: what it changed, what it objects to, and the totals; no progress, and no more than a few of the
 * same kind.
 *
 * @param isPlan - whether a plan is all that is asked for; else only what was done counts.
 */
export function quietOutput(
  write: (text: string) => void,
  isPlan: boolean,
): (chunk: string) => void {
  const counts = new Map<string, number>();
  let [begun, blank] = ["", true];
  const line = (text: string): void => {
    const plain = text.replace(colours, "");
    if (/^(?:@ |Loading policy packs)/.test(plain) || unchanged.test(plain)) return;
    const [, verb, time] = resource.exec(plain) ?? [];
    if (verb !== undefined) {
      if (verb.endsWith("ing") || (time === undefined) !== isPlan) return;
      const count = (counts.get(verb) ?? 0) + 1;
      counts.set(verb, count);
      if (count > most) return;
    }
    if (/^(?:Policies|Outputs|Resources|Diagnostics):/.test(plain)) {
      for (const [kind, count] of counts) {
        if (count > most)
          write(`   and ${String(count - most)} more: ${kind} (VERBOSE=1 lists them)\n\n`);
      }
      counts.clear();
    }
    if (plain.trim() === "" && blank) return;
    blank = plain.trim() === "";
    write(`${text}\n`);
  };
  return (chunk) => {
    const lines = (begun + chunk).split("\n");
    begun = lines.pop() ?? "";
    lines.forEach(line);
  };
}
