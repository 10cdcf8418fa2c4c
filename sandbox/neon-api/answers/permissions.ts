import type { Answers } from "../answer";
import { NeonRefusal, notFound } from "../refusal";

export const permissionAnswers = {
  listProjectPermissions: (neon, { path }) => ({
    project_permissions: [...neon.project(path.project_id ?? "").permissions.values()],
  }),

  grantPermissionToProject: (neon, { path, body: { email } }) => {
    const { permissions } = neon.project(path.project_id ?? "");
    if ([...permissions.values()].some((each) => each.granted_to_email === email)) {
      throw new NeonRefusal(409, "permission already exists");
    }
    const permission = {
      id: neon.identities.uuid(),
      granted_to_email: email,
      granted_at: neon.clock.timestamp(),
    };
    permissions.set(permission.id, permission);
    return permission;
  },

  revokePermissionFromProject: (neon, { path }) => {
    const { permissions } = neon.project(path.project_id ?? "");
    const permission = permissions.get(path.permission_id ?? "");
    if (permission === undefined) throw notFound("permission");
    permissions.delete(permission.id);
    return { ...permission, revoked_at: neon.clock.timestamp() };
  },
} satisfies Answers;
