import { githubEnvironments, ownEnvironments } from "../../environments";
import { MentionFinder } from "../../mentions";
import { resourceRule, violationOf } from "../../rule";
import { claimValues, githubTrustsOf, roleType, trustsOf } from "../access/trust";

/** Nothing is allowed here, not even what environments.yaml allows elsewhere: assuming a role is acting as it. */
export const trustIsolate = resourceRule({
  id: "trust-isolate",
  severity: "critical",
  title: "No role can be assumed from another environment",
  why: "who can assume a role has its rights, wherever it stands",
  source: "ISO-8",
  fix: "Trust only the environment's own account and GitHub environments.",
  waivable: "never",
  also: ["CKV_AWS_60"],
  types: [roleType],
  check(role, { environment, data }) {
    const own = ownEnvironments(environment);
    const accounts = new Set(own.flatMap((each) => each.accounts));
    const gates = new Set(githubEnvironments(environment));
    const finder = MentionFinder.of(data);

    const principals = trustsOf(role).flatMap((trust) => [
      ...(trust.principals.get("AWS") ?? []),
      ...(trust.principals.get("Federated") ?? []),
    ]);
    const foreignAccounts = principals
      .flatMap((principal) => /(?:^|:)(\d{12})(?:$|:)/.exec(principal)?.[1] ?? [])
      .filter((account) => !accounts.has(account));
    const conditioned = trustsOf(role)
      .flatMap(({ conditions }) => conditions.flatMap(({ values }) => values))
      .flatMap((value) => finder.find(value))
      .filter(({ kind, text }) => kind === "account" && !accounts.has(text))
      .map(({ text }) => text);
    const foreignGates = githubTrustsOf(role)
      .flatMap((trust) => [
        ...claimValues(trust, "sub", ["StringEquals", "StringLike"]).flatMap(
          (subject) => /:environment:([^:]+)$/.exec(subject)?.[1] ?? [],
        ),
        ...claimValues(trust, "environment"),
      ])
      .filter((gate) => !gates.has(gate));

    return violationOf([
      ...[...new Set([...foreignAccounts, ...conditioned])].map(
        (account) => `can be assumed from the account ${account}`,
      ),
      ...[...new Set(foreignGates)].map(
        (gate) => `can be assumed from the GitHub environment "${gate}"`,
      ),
    ]);
  },
});
