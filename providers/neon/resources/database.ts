import type { Operation } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import { isGone, isTaken } from "../api/failure";
import type { Fields } from "../schema/field";
import type { DatabaseArgs } from "../sdk/database";
import { idInBranch, type PlaceInBranch, placeInBranchOf } from "./import-id";
import { defineResource } from "./resource";
import type { Work } from "./work";

export type DatabaseInputs = pulumi.Unwrap<DatabaseArgs>;

const databaseInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description: "Project that holds the branch. A change replaces the database.",
    change: "replace",
    required: true,
  },
  branchId: {
    type: { kind: "string", minLength: 1 },
    description: "Branch that the database is made in. A change replaces the database.",
    change: "replace",
    required: true,
  },
  name: {
    type: { kind: "string", minLength: 1, maxBytes: 63 },
    description:
      "Name, at most 63 bytes. A change renames it; the resource's id keeps the name that it was made with.",
    change: "update",
    required: true,
  },
  ownerName: {
    type: { kind: "string", minLength: 1, maxBytes: 63 },
    description: "Name of the role that owns it.",
    change: "update",
    required: true,
  },
} as const satisfies Fields<DatabaseInputs>;

export const database = defineResource<DatabaseInputs, object>({
  token: "neon:index:Database",
  description:
    "A Postgres database. One that the branch has already, since it came with the project or from the parent branch, is adopted and given the owner; deleting the resource deletes it all the same. Imported as `<project id>/<branch id>/<name>`.",
  inputs: databaseInputs,
  outputs: {},

  name: ({ name }) => (name === undefined ? "a database" : `the database "${name}"`),

  slot: ({ projectId, branchId, name }) => [projectId, branchId, name],

  create: async (work, inputs) => {
    const operations = await madeOrAdopted(work, inputs);
    work.made(idInBranch(inputs));
    await work.settle(operations);
  },

  read: async (work, id, known) => {
    const { projectId, branchId, name } = presentPlaceOf(id, known.name);
    const { database } = await work.call((client, params) =>
      client.getProjectBranchDatabase(projectId, branchId, name, params),
    );
    return {
      inputs: { projectId, branchId, name: database.name, ownerName: database.owner_name },
      outputs: {},
    };
  },

  update: async (work, id, inputs, olds) => {
    await work.settle(await changed(work, presentPlaceOf(id, olds.name), inputs));
  },

  delete: async (work, id, known) => {
    const { projectId, branchId, name } = presentPlaceOf(id, known.name);
    const { operations } = await work.call((client, params) =>
      client.deleteProjectBranchDatabase(projectId, branchId, name, params),
    );
    await work.settle(operations);
  },
});

/** Its id has the name that it was made with, which a rename leaves behind. */
function presentPlaceOf(id: string, name: string | undefined): PlaceInBranch {
  const place = placeInBranchOf(id);
  return { ...place, name: name ?? place.name };
}

async function madeOrAdopted(
  work: Work,
  inputs: DatabaseInputs,
): Promise<readonly Operation[] | undefined> {
  const { projectId, branchId, name, ownerName } = inputs;
  const database = { name, owner_name: ownerName };
  try {
    // A database that is there when it is asked for again is adopted.
    const { operations } = await work.repeat((client, params) =>
      client.createProjectBranchDatabase(projectId, branchId, { database }, params),
    );
    return operations;
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return patched(work, inputs, { owner_name: ownerName });
  }
}

/** Renames it and gives it the owner; an update that was cut off may have renamed it before. */
async function changed(
  work: Work,
  place: PlaceInBranch,
  { name, ownerName }: DatabaseInputs,
): Promise<readonly Operation[] | undefined> {
  const owner = { owner_name: ownerName };
  if (name === place.name) return patched(work, place, owner);
  try {
    return await patched(work, place, { name, ...owner });
  } catch (thrown) {
    if (!isGone(thrown)) throw thrown;
    try {
      return await patched(work, { ...place, name }, owner);
    } catch (again) {
      // It has neither name: the first refusal says what is missing.
      throw isGone(again) ? thrown : again;
    }
  }
}

async function patched(
  work: Work,
  { projectId, branchId, name }: PlaceInBranch,
  database: { readonly name?: string; readonly owner_name: string },
): Promise<readonly Operation[] | undefined> {
  const { operations } = await work.call((client, params) =>
    client.updateProjectBranchDatabase(projectId, branchId, name, { database }, params),
  );
  return operations;
}
