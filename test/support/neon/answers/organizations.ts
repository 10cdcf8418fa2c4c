import type { Answers } from "../answer";
import { regions } from "../regions";

export const organizationAnswers = {
  getActiveRegions: () => ({ regions: [...regions] }),

  getCurrentUserOrganizations: (neon, { key }) => ({
    organizations: neon.organizations
      .filter((id) => key.orgId === undefined || key.orgId === id)
      .map((id) => ({
        id,
        name: id,
        handle: id,
        plan: "scale",
        managed_by: "console",
        created_at: neon.clock.timestamp(),
        updated_at: neon.clock.timestamp(),
      })),
  }),
} satisfies Answers;
