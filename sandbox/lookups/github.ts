import type { Lookups } from "./lookup";

export const lookups: Lookups = {
  "github:index/getRepositoryDeploymentBranchPolicies:getRepositoryDeploymentBranchPolicies": (
    args,
    objects,
  ) => ({
    ...args,
    deploymentBranchPolicies: objects(
      "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
    )
      .filter(
        ({ properties: { repository, environment } }) =>
          repository === args.repository && environment === args.environmentName,
      )
      .map(({ properties: { branchPattern, tagPattern, policyId } }) => ({
        id: String(policyId),
        name: branchPattern ?? tagPattern,
      })),
  }),
  /** The addresses of GitHub's API that something here asks for. */
  "github:index/getRestApi:getRestApi": (args, objects) => {
    const endpoint = String(args.endpoint);
    const repository = /^repos\/[^/]+\/([^/]+)\/rulesets(?:\?.*)?$/.exec(endpoint)?.[1];
    if (repository === undefined)
      return { ...args, code: 404, status: "404 Not Found", body: "{}" };
    const rulesets = objects("github:index/repositoryRuleset:RepositoryRuleset")
      .filter(({ properties }) => properties.repository === repository)
      .map(({ properties: { name, target, enforcement, rulesetId } }) => ({
        id: rulesetId,
        name,
        target,
        enforcement,
      }));
    return { ...args, code: 200, status: "200 OK", body: JSON.stringify(rulesets) };
  },
};
