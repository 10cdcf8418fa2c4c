import type { Organization } from "@neondatabase/api-client";
import type { Answers } from "../answer";
import type { NeonState } from "../neon-state";
import { notFound } from "../refusal";
import { regions } from "../regions";

export const organizationAnswers = {
  getActiveRegions: () => ({ regions: [...regions] }),

  getCurrentUserOrganizations: (neon, { key }) => ({
    organizations: neon.organizations
      .filter((id) => key.orgId === undefined || key.orgId === id)
      .map((id) => organization(neon, id)),
  }),

  getOrganization: (neon, { path: { org_id: id = "" } }) => {
    if (!neon.organizations.includes(id)) throw notFound("organization");
    return organization(neon, id);
  },
} satisfies Answers;

function organization({ clock, limits }: NeonState, id: string): Organization {
  return {
    id,
    name: id,
    handle: id,
    plan: limits.name,
    managed_by: "console",
    created_at: clock.timestamp(),
    updated_at: clock.timestamp(),
  };
}
