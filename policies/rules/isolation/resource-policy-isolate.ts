import { ownEnvironments } from "../../environments";
import { isAllowed } from "../../mentions";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { principalsOf, resourcePolicyTypes } from "../access/resource-policies";

/** An account that nobody knows is as foreign as another environment's. */
export const resourcePolicyIsolate = resourceRule({
  id: "resource-policy-isolate",
  severity: "critical",
  title:
    "No key, bucket, topic, queue, secret or vault may be used from another environment's account",
  why: "whoever a resource's own policy names needs no role there",
  source: "ISO-8",
  fix: "Name the environment's own account.",
  waivable: "never",
  also: ["CKV_AWS_33", "S3.6"],
  types: resourcePolicyTypes,
  check(resource, scope) {
    const named = principalsOf(resource).filter(
      ([kind, principal]) => kind === "AWS" && !principal.includes("*"),
    );
    if (named.length === 0) return notApplicable;
    const own = ownEnvironments(scope.environment).flatMap(({ accounts }) => accounts);
    const owners = new Map(
      [...scope.data.environments.values()].flatMap(({ name, accounts }) =>
        accounts.map((account) => [account, name] as const),
      ),
    );
    const foreign = named
      .map(([, principal]) => /(?:^|:)(\d{12})(?:$|:)/.exec(principal)?.[1] ?? principal)
      .filter((account) => {
        if (own.includes(account)) return false;
        const owner = owners.get(account);
        return (
          owner === undefined ||
          !isAllowed(scope, resource.type, { kind: "account", owners: [owner] })
        );
      });
    return violationOf(
      [...new Set(foreign)].map(
        (account) =>
          `may be used by ${account}, which is none of ${scope.environment.name}'s accounts`,
      ),
    );
  },
});
