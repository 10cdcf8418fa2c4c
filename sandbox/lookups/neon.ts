import type { Lookup, Lookups } from "./lookup";

function list(type: string, ...keys: readonly string[]): Lookup {
  return (args, objects) => ({
    results: objects(type)
      .filter(({ properties }) =>
        keys.every((key) => args[key] === undefined || properties[key] === args[key]),
      )
      .map(({ id, properties }) => ({ ...properties, id })),
  });
}

export const lookups: Lookups = {
  "neon:index:getBranches": list("neon:index:Branch", "projectId"),
  "neon:index:getEndpoints": list("neon:index:Endpoint", "projectId", "branchId"),
  "neon:index:getProjects": list("neon:index:Project", "orgId"),
};
