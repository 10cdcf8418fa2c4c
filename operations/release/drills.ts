import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Journal } from "../../rollout/stages/journal";
import type { Objection } from "../../rollout/stages/objections";
import { parseJson } from "../../settings/parse-text";
import { problemText } from "../../settings/problem";
import { UsageError } from "../../settings/usage-error";

const millisecondsPerDay = 86_400_000;

/** The drills that were made last, by what they restored. */
type Drills = Readonly<
  Record<
    string,
    {
      readonly restoredOn?: string;
      readonly ways?: readonly { readonly way: string; readonly seconds: number }[];
    }
  >
>;

/**
 * Nothing is released where nobody knows any more whether the database can be brought back. A new environment has as many days
 * for its first drill as lie between two.
 *
 * @param days - the tier's; nothing where it asks for none.
 * @param now - in seconds, as the journal's times.
 */
export function drillObjections(
  environment: string,
  days: number | undefined,
  drills: Drills,
  { journal, now }: { readonly journal: Journal | undefined; readonly now: number },
): readonly Objection[] {
  const began = journal?.releases[0]?.startedAt;
  if (days === undefined || began === undefined) return [];
  const last = drillsOf(environment, drills)
    .flatMap(({ restoredOn }) => restoredOn ?? [])
    .sort()
    .at(-1);
  const since = Math.max(began * 1_000, last === undefined ? 0 : Date.parse(last));
  if (now * 1_000 - since <= days * millisecondsPerDay) return [];
  const told =
    last === undefined ? "was never restored as a drill" : `was last restored on ${last}`;
  return [
    {
      what: `the database of ${environment} ${told}, and ${String(days)} days is the most`,
      fix: `make drill ENV=${environment}, and commit releases/restore-drills.json`,
    },
  ];
}

/** Seconds that it took to bring the database back to a moment, the last time that it was tried. */
export function drilledSeconds(environment: string, drills: Drills): number | undefined {
  const [last] = [...drillsOf(environment, drills)].sort((one, other) =>
    (one.restoredOn ?? "") < (other.restoredOn ?? "") ? 1 : -1,
  );
  return last?.ways?.find(({ way }) => way === "point in time")?.seconds;
}

function drillsOf(environment: string, drills: Drills): readonly Drills[string][] {
  return Object.entries(drills).flatMap(([urn, drill]) =>
    urn.startsWith(`urn:pulumi:${environment}::`) && urn.includes("neon:index:Project::")
      ? [drill]
      : [],
  );
}

/** What releases/restore-drills.json says, which a drill writes. @throws UsageError where it is no JSON. */
export function readDrills(root: string): Drills {
  const file = "releases/restore-drills.json";
  if (!existsSync(join(root, file))) return {};
  const parsed = parseJson(file, readFileSync(join(root, file), "utf8"));
  if ("problems" in parsed) throw new UsageError(parsed.problems.map(problemText).join("\n"));
  return parsed.value as ReturnType<typeof readDrills>;
}
