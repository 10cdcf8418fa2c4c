import { forbidden } from "../neon-api/access";
import type { AskedOf } from "./asked";
import type { Tenancies } from "../../blueprint/tenancies";
import { foreignTo } from "./reach";

/**
 * An API key: of an organisation with all its projects, of one project, which is the stack's own where no id is given, or
 * none. Neon has no key that only reads.
 */
export type NeonIdentity = "organisation" | { readonly projectId: string | undefined } | "no key";

/**
 * Operations of each type, and functions, that take the key of the organisation, from Neon's "Manage API keys": the key of a
 * project makes and deletes no project, lists none, and makes no key. A new type is a row here.
 */
export const neonCalls: Readonly<Record<string, readonly AskedOf["operation"][]>> = {
  "neon:index:Branch": [],
  "neon:index:Database": [],
  "neon:index:Endpoint": [],
  "neon:index:Project": ["create", "delete"],
  "neon:index:Role": [],
  "neon:index:SnapshotSchedule": [],
  "neon:index:getBranches": [],
  "neon:index:getEndpoints": [],
  "neon:index:getProjects": ["read"],
};

/** What Neon says to what the key may not; none where it does what is asked. */
export function neonRefusals(
  key: NeonIdentity,
  tenancies: Tenancies,
  asked: AskedOf,
): readonly string[] {
  const { operation, type, values } = asked;
  const ofOrganisation = neonCalls[type];
  if (ofOrganisation === undefined) throw new Error(`sandbox/identities/neon.ts has no ${type}`);
  if (key === "no key") return ["Neon was not asked: there is no API key. Set it in NEON_API_KEY."];
  const foreign = foreignTo(tenancies, asked);
  if (foreign !== undefined) return [`${forbidden} (${foreign})`];
  if (key === "organisation") return [];
  const projectId = type === "neon:index:Project" ? values.id : values.projectId;
  const { projectId: own = projectId } = key;
  const isElsewhere = typeof projectId === "string" && projectId !== own;
  return ofOrganisation.includes(operation) || isElsewhere
    ? [`${forbidden} (the key is for one project alone)`]
    : [];
}
