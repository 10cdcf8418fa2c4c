import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Journal } from "../../rollout/stages/journal";
import type { Objection } from "../../rollout/stages/objections";
import { parseJson } from "../../settings/parse-text";
import { problemText } from "../../settings/problem";
import { UsageError } from "../../settings/usage-error";

const millisecondsPerDay = 86_400_000;

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
  drills: Readonly<Record<string, { readonly restoredOn?: string }>>,
  { journal, now }: { readonly journal: Journal | undefined; readonly now: number },
): readonly Objection[] {
  const began = journal?.releases[0]?.startedAt;
  if (days === undefined || began === undefined) return [];
  const own = Object.entries(drills).filter(
    ([urn]) =>
      urn.startsWith(`urn:pulumi:${environment}::`) && urn.includes("neon:index:Project::"),
  );
  const last = own
    .flatMap(([, { restoredOn }]) => restoredOn ?? [])
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

/** What releases/restore-drills.json says, which a drill writes. @throws UsageError where it is no JSON. */
export function readDrills(root: string): Parameters<typeof drillObjections>[2] {
  const file = "releases/restore-drills.json";
  if (!existsSync(join(root, file))) return {};
  const parsed = parseJson(file, readFileSync(join(root, file), "utf8"));
  if ("problems" in parsed) throw new UsageError(parsed.problems.map(problemText).join("\n"));
  return parsed.value as ReturnType<typeof readDrills>;
}
