import { type Finder, type Finders, named, textOf, type Values } from "../finder";

/**
 * Neon chose the id, and lists what is there.
 *
 * @param importId - what the provider imports the object by.
 */
function listed(
  by: string,
  args: readonly string[],
  isAlike: (object: Values, inputs: Values) => boolean,
  importId: (object: Values) => string,
): Finder {
  return {
    kind: "listed",
    token: `neon:index:${by}`,
    args: (resource) =>
      Object.fromEntries(
        args
          .filter((key) => resource.inputs[key] !== undefined)
          .map((key) => [key, textOf(resource, key)]),
      ),
    importIds: ({ results = [] }, { inputs }) =>
      (results as readonly Values[]).filter((object) => isAlike(object, inputs)).map(importId),
  };
}

const id = (object: Values) => String(object.id);
const idInProject = (object: Values) => `${String(object.projectId)}/${id(object)}`;

const sameName = ({ name }: Values, inputs: Values) => name === inputs.name;

/** Functions of providers/neon; roles, databases and schedules have no id but their path below the project. */
export const neonFinders: Finders = {
  "neon:index:Branch": listed("getBranches", ["projectId"], sameName, idInProject),
  "neon:index:Database": named("{projectId}/{branchId}/{name}"),
  "neon:index:Endpoint": listed(
    "getEndpoints",
    ["projectId"],
    ({ branchId, type }, inputs) => branchId === inputs.branchId && type === inputs.type,
    idInProject,
  ),
  "neon:index:Project": listed("getProjects", ["orgId"], sameName, id),
  "neon:index:Role": named("{projectId}/{branchId}/{name}"),
  "neon:index:SnapshotSchedule": named("{projectId}/{branchId}/snapshot-schedule"),
};
