import { alreadyGone, type Answers } from "../answer";
import { NeonRefusal } from "../refusal";

const longestNameBytes = 63;

export const roleAnswers = {
  listProjectBranchRoles: (neon, { path }) => ({
    roles: [...neon.branch(path.project_id ?? "", path.branch_id ?? "").content.roles.values()].map(
      ({ role }) => role,
    ),
  }),

  createProjectBranchRole: (neon, { path, body: { role: wanted } }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    if (Buffer.byteLength(wanted.name) > longestNameBytes || wanted.name === "") {
      throw new NeonRefusal(400, "the role's name must have 1 to 63 bytes");
    }
    if (stored.content.roles.has(wanted.name)) throw new NeonRefusal(409, "role already exists");
    const method = wanted.no_login === true ? "no_login" : "password";
    const created = project.newRole(stored.branch.id, wanted.name, method);
    stored.putRole(created);
    return {
      role: wanted.no_login === true ? created.role : withPassword(created),
      operations: project.operations.schedule(...project.applyConfig(stored.branch.id)),
    };
  },

  getProjectBranchRole: (neon, { path }) => ({
    role: neon.branch(path.project_id ?? "", path.branch_id ?? "").role(path.role_name ?? "").role,
  }),

  getProjectBranchRolePassword: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const { role, password } = project.branch(path.branch_id ?? "").role(path.role_name ?? "");
    if (!project.project.store_passwords || role.authentication_method !== "password") {
      throw new NeonRefusal(412, "storing passwords is disabled");
    }
    return { password };
  },

  resetProjectBranchRolePassword: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    const { role } = stored.role(path.role_name ?? "");
    const reset = {
      role: { ...role, updated_at: neon.clock.timestamp() },
      password: neon.identities.password(),
    };
    stored.putRole(reset);
    return {
      role: withPassword(reset),
      operations: project.operations.schedule(...project.applyConfig(stored.branch.id)),
    };
  },

  deleteProjectBranchRole: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    const name = path.role_name ?? "";
    if (!stored.content.roles.has(name)) return alreadyGone;
    const { role } = stored.role(name);
    const owned = [...stored.content.databases.values()].find((each) => each.owner_name === name);
    if (owned !== undefined) {
      throw new NeonRefusal(422, `cannot delete role ${name}: it owns the database ${owned.name}`);
    }
    stored.removeRole(name);
    return {
      role,
      operations: project.operations.schedule(...project.applyConfig(stored.branch.id)),
    };
  },
} satisfies Answers;

function withPassword<R>({ role, password }: { role: R; password: string }) {
  return { ...role, password };
}
