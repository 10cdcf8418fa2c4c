import type { CheckProblem } from "../../server/provider";
import type { Work } from "./work";

const secondsPerDay = 86_400;

/** Seconds of history at most, by the word that the name of an organisation's plan begins with. */
const longestHistory: ReadonlyMap<string, number> = new Map([
  ["free", secondsPerDay / 4],
  ["launch", 7 * secondsPerDay],
  ["scale", 30 * secondsPerDay],
]);

const onEveryPlan = Math.min(...longestHistory.values());

/**
 * Holds a history against the organisation's plan; of a plan that is none of these, nothing is known.
 *
 * @param orgId - the organisation, where it is said: Neon does not tell which one a key belongs to.
 */
export async function checkHistory(
  work: Work,
  orgId: string | undefined,
  seconds: number | undefined,
): Promise<readonly CheckProblem[]> {
  if (orgId === undefined || seconds === undefined || seconds <= onEveryPlan) return [];
  const { plan } = await work.call((client, params) => client.getOrganization(orgId, params));
  const [name = ""] = plan.split("_");
  const longest = longestHistory.get(name);
  if (longest === undefined || seconds <= longest) return [];
  const reason =
    `is ${String(seconds)}; the plan "${plan}" of ${orgId} keeps at most ${String(longest)} ` +
    `(${String(longest / secondsPerDay)} days)`;
  return [{ property: "historyRetentionSeconds", reason }];
}
