import { ownEnvironments } from "../../environments";
import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { roleType } from "./trust";

/** Any other policy of the account could bound nothing: whoever makes a role can make a policy as well. */
export const rolesRequireBoundary = resourceRule({
  id: "roles-require-boundary",
  severity: "critical",
  title: "Every role has a permissions boundary",
  why: "whoever may make roles must not make themselves administrators",
  source: "PRC-1",
  fix: "Set permissionsBoundary to the environment's boundary policy.",
  waivable: "outside production",
  types: [roleType],
  check({ props }, { environment }) {
    const boundary = textAt(props, "permissionsBoundary");
    const own = ownEnvironments(environment);
    const boundaries = own
      .flatMap(({ accounts }) => accounts)
      .flatMap((account) =>
        own
          .flatMap(({ names }) => names)
          .map((name) => `arn:aws:iam::${account}:policy/${name}-boundary`),
      );
    return boundaries.includes(boundary)
      ? compliant
      : violation(`is bounded by "${boundary}", which is not ${environment.name}'s boundary`);
  },
});
