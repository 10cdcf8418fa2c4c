import { type Finder, type Finders, named, textOf, type Values } from "../finder";

/** Neon chose the id, and lists what is there. */
function listed(
  by: string,
  args: readonly string[],
  isAlike: (object: Values, inputs: Values) => boolean,
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
      (results as readonly Values[])
        .filter((object) => isAlike(object, inputs))
        .map(({ id }) => String(id)),
  };
}

const sameName = ({ name }: Values, inputs: Values) => name === inputs.name;

/** By functions of providers/neon, or by the path below the project where that tells one from another. */
export const neonFinders: Finders = {
  "neon:index:AnonymizedBranch": listed("getBranches", ["projectId"], sameName),
  "neon:index:ApiKey": {
    kind: "by hand",
    how: (resource) =>
      "its key was shown once, and is lost: revoke it where Neon's console lists " +
      `"${textOf(resource, "name")}" for the project ${textOf(resource, "projectId")}, then --forget it`,
  },
  "neon:index:Branch": listed("getBranches", ["projectId"], sameName),
  "neon:index:Database": named("{projectId}/{branchId}/{name}"),
  "neon:index:Endpoint": listed(
    "getEndpoints",
    ["projectId"],
    ({ branchId, type }, inputs) => branchId === inputs.branchId && type === inputs.type,
  ),
  "neon:index:Project": listed("getProjects", ["orgId"], sameName),
  "neon:index:ProjectPermission": named("{projectId}/{email}"),
  "neon:index:Role": named("{projectId}/{branchId}/{name}"),
  "neon:index:SnapshotSchedule": named("{projectId}/{branchId}/snapshot-schedule"),
  "neon:index:VpcEndpointAssignment": named("{projectId}/{vpcEndpointId}"),
};
