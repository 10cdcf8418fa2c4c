import type * as pulumi from "@pulumi/pulumi";
import type { Fields } from "../schema/field";
import type { ProjectPermissionArgs } from "../sdk/project-permission";
import { placeOf } from "./import-id";
import { defineResource } from "./resource";

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
    const { id } = await work.call((client, params) =>
      client.grantPermissionToProject(projectId, { email }, params),
    );
    work.made(id);
  },

  read: async (work, importId, known) => {
    const { projectId, id } = placeOf(importId, known.projectId);
    const { project_permissions: permissions } = await work.call((client, params) =>
      client.listProjectPermissions(projectId, params),
    );
    const found = permissions.find((each) => each.id === id && each.revoked_at === undefined);
    return found && { id, inputs: { projectId, email: found.granted_to_email }, outputs: {} };
  },

  // Each input makes another permission, so that nothing is left to do.
  update: () => Promise.resolve(),

  delete: async (work, importId, known) => {
    const { projectId, id } = placeOf(importId, known.projectId);
    await work.call((client, params) => client.revokePermissionFromProject(projectId, id, params));
  },
});
