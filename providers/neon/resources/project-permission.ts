import type { ProjectPermission } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import type { Fields } from "../schema/field";
import type { ProjectPermissionArgs } from "../sdk/project-permission";
import { placeOf } from "./import-id";
import { once } from "./once";
import { defineResource } from "./resource";
import type { Work } from "./work";

export type ProjectPermissionInputs = pulumi.Unwrap<ProjectPermissionArgs>;

const projectPermissionInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that is shared. A change replaces the permission.",
    change: "replace",
    required: true,
  },
  email: {
    type: { kind: "string", minLength: 1, maxLength: 256 },
    description:
      "Address of the Neon account that gets access, 1 to 256 characters. A change replaces the permission.",
    change: "replace",
    required: true,
  },
} as const satisfies Fields<ProjectPermissionInputs>;

export const projectPermission = defineResource<ProjectPermissionInputs, object>({
  token: "neon:index:ProjectPermission",
  description:
    "Access of a Neon account to one project, which it may read and change but not delete. Imported as `<project id>/<permission id>`.",
  inputs: projectPermissionInputs,
  outputs: {},

  name: ({ email }) => (email === undefined ? "a permission" : `the permission of ${email}`),

  check: ({ email }) =>
    email === undefined || /^[^@\s]+@[^@\s]+$/.test(email)
      ? []
      : [{ property: "email", reason: `is "${email}"; expected an e-mail address` }],

  slot: ({ projectId, email }) => [projectId, email],

  create: async (work, { projectId, email }) => {
    const { id } = await once(work, {
      likeness: ["permission", projectId, email],
      send: (client, params) => client.grantPermissionToProject(projectId, { email }, params),
      idOf: (made) => made.id,
      alike: async () =>
        (await permissionsOf(work, projectId))
          .filter((each) => each.granted_to_email === email)
          .map((each) => each.id),
    });
    work.made(`${projectId}/${id}`);
  },

  read: async (work, place) => {
    const { projectId, id } = placeOf(place);
    const permissions = await permissionsOf(work, projectId);
    // After a creation that was cut off, the address is all that is known.
    const found = permissions.find((each) => each.id === id || each.granted_to_email === id);
    return (
      found && {
        id: `${projectId}/${found.id}`,
        inputs: { projectId, email: found.granted_to_email },
        outputs: {},
      }
    );
  },

  // Each input makes another permission, so that nothing is left to do.
  update: () => Promise.resolve(),

  delete: async (work, place) => {
    const { projectId, id } = placeOf(place);
    await work.call((client, params) => client.revokePermissionFromProject(projectId, id, params));
  },
});

/** Those that are in force. */
async function permissionsOf(work: Work, projectId: string): Promise<readonly ProjectPermission[]> {
  const { project_permissions: permissions } = await work.call((client, params) =>
    client.listProjectPermissions(projectId, params),
  );
  return permissions.filter((each) => each.revoked_at === undefined);
}
