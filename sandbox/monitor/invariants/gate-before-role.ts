import { type Invariant, missing } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { jsonMaps, mapAt, mapsAt, textAt } from "../read";

const roleType = "aws:iam/role:Role";
const providerType = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const gateType = "github:index/repositoryEnvironment:RepositoryEnvironment";

/**
 * A role trusts jobs of a GitHub environment only while that is guarded: GitHub makes one that a job names and nobody
 * declared, open to all. Where the account does not know GitHub, no job gets the role.
 */
export const gateBeforeRole: Invariant = {
  name: "gate-before-role",
  types: [roleType, providerType, gateType],
  violations: ({ held }) => {
    const accounts = held.ofType(providerType).map(({ accountId }) => accountId);
    return held
      .ofType(roleType)
      .filter(({ accountId }) => accounts.includes(accountId))
      .flatMap((role) =>
        trustedBy(role)
          .filter((gate) => !isGuarded(gate, held))
          .map(({ environment }) => ({
            what: `jobs of GitHub's environment ${environment} get the role ${textAt(role.properties, "name")}, and nothing guards that environment`,
            user: role.urn,
            needs: missing(gateType, environment),
          })),
      );
  },
};

interface Gate {
  readonly repository: string;
  readonly environment: string;
}

/** The GitHub environments whose jobs a role trusts, by their claims' `sub`: with names, or with names and numbers. */
function trustedBy({ properties }: Held): readonly Gate[] {
  return jsonMaps(textAt(properties, "assumeRolePolicy"))
    .flatMap((document) => mapsAt(document, "Statement"))
    .flatMap((statement) =>
      [
        mapAt(statement, "Condition", "StringEquals")["token.actions.githubusercontent.com:sub"],
      ].flat(),
    )
    .flatMap((sub) => {
      const [, repository, environment] =
        /^repo:[^/]+\/([^:@]+)(?:@\d+)?:environment:(.+)$/.exec(String(sub)) ?? [];
      return repository === undefined || environment === undefined
        ? []
        : [{ repository, environment }];
    });
}

function isGuarded({ repository, environment }: Gate, held: Inventory): boolean {
  return held
    .having(gateType, { repository, environment })
    .some(({ properties }) => Object.keys(mapAt(properties, "deploymentBranchPolicy")).length > 0);
}
