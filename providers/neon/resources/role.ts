import type * as pulumi from "@pulumi/pulumi";
import { ApiRefusal, isTaken } from "../api/failure";
import type { Fields, OutputFields } from "../schema/field";
import { defined } from "../schema/values";
import type { RoleArgs } from "../sdk/role";
import { idInBranch, type PlaceInBranch, placeInBranchOf } from "./import-id";
import { defineResource } from "./resource";
import type { Work } from "./work";

export type RoleInputs = pulumi.Unwrap<RoleArgs>;

interface RoleOutputs {
  readonly password: string;
}

const roleInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that holds the branch. A change replaces the role.",
    change: "replace",
    required: true,
  },
  branchId: {
    type: { kind: "string", minLength: 1 },
    description: "Branch that the role is made in. A change replaces the role.",
    change: "replace",
    required: true,
  },
  name: {
    type: { kind: "string", minLength: 1, maxBytes: 63 },
    description: "Name, at most 63 bytes. A change replaces the role.",
    change: "replace",
    required: true,
  },
} as const satisfies Fields<RoleInputs>;

const roleOutputs = {
  password: {
    type: { kind: "string" },
    description:
      "Password of Neon's making, secret. An import does not get it from a project that stores no passwords.",
    secret: true,
    optional: true,
  },
} as const satisfies OutputFields<RoleOutputs>;

export const role = defineResource<RoleInputs, RoleOutputs>({
  token: "neon:index:Role",
  description:
    "A role that logs in with a password of Neon's making. A role that the branch has already is adopted with a new password, which its present users have to be told. Neon makes every role that comes through its API a member of `neon_superuser`: it may read and write all data and make roles and databases; only a role made in SQL has fewer rights. Making one drops the connections to the branch's compute. A role that owns a database can't be deleted. Imported as `<project id>/<branch id>/<name>`.",
  inputs: roleInputs,
  outputs: roleOutputs,

  name: ({ name }) => (name === undefined ? "a role" : `the role "${name}"`),

  slot: ({ projectId, branchId, name }) => [projectId, branchId, name],

  create: async (work, inputs) => {
    const { role, operations } = await madeOrAdopted(work, inputs);
    work.made(idInBranch(inputs), defined({ password: role.password }));
    await work.settle(operations);
  },

  read: async (work, id) => {
    const place = placeInBranchOf(id);
    const { role } = await work.call((client, params) =>
      client.getProjectBranchRole(place.projectId, place.branchId, place.name, params),
    );
    return {
      inputs: { ...place, name: role.name },
      outputs: defined({ password: await passwordOf(work, place) }),
    };
  },

  // Each input makes another role, so that what is left to do is to look whether it is there.
  update: () => Promise.resolve(),

  delete: async (work, id) => {
    const { projectId, branchId, name } = placeInBranchOf(id);
    const { operations } = await work.call((client, params) =>
      client.deleteProjectBranchRole(projectId, branchId, name, params),
    );
    await work.settle(operations);
  },
});

/** A role that came with the project or from the parent branch has a password that others know. */
async function madeOrAdopted(work: Work, { projectId, branchId, name }: RoleInputs) {
  try {
    // A role that is there when it is asked for again is adopted.
    return await work.repeat((client, params) =>
      client.createProjectBranchRole(projectId, branchId, { role: { name } }, params),
    );
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return work.repeat(
      (client, params) => client.resetProjectBranchRolePassword(projectId, branchId, name, params),
      `give the role "${name}" a new password`,
    );
  }
}

/** Nothing where Neon stores none: in a project without stored passwords, or of a role that can't log in. */
async function passwordOf(
  work: Work,
  { projectId, branchId, name }: PlaceInBranch,
): Promise<string | undefined> {
  try {
    const { password } = await work.call((client, params) =>
      client.getProjectBranchRolePassword(projectId, branchId, name, params),
    );
    return password;
  } catch (thrown) {
    if (thrown instanceof ApiRefusal && thrown.status === 412) return undefined;
    throw thrown;
  }
}
