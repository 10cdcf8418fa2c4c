import type { Repository } from "../../environments";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { claimValues, githubTrustsOf, roleType } from "./trust";

export const githubTrustRequireSubject = resourceRule({
  id: "github-trust-require-subject",
  severity: "critical",
  title: "GitHub tokens are trusted for one repository's one environment, without a wildcard",
  why: "a wildcard or :pull_request lets anyone's branch deploy",
  source: "PRC-6",
  fix: "Let sub equal repo:<owner>/<repository>:environment:<environment>.",
  waivable: "never",
  also: ["CKV_AWS_358", "CKV_AWS_393"],
  types: [roleType],
  check(role, { data }) {
    const trusts = githubTrustsOf(role);
    if (trusts.length === 0) return notApplicable;
    return violationOf(
      trusts.flatMap((trust) => {
        const subjects = claimValues(trust, "sub", ["StringEquals", "StringLike"]);
        if (subjects.length === 0) return ["trusts every GitHub token: it holds no sub"];
        return subjects
          .filter((subject) => !isOurs(subject, data.repository))
          .map((subject) => `trusts the GitHub subject "${subject}"`);
      }),
    );
  },
});

/** A job of our repository that passed the gate of one environment; whose environment it is says `trust-isolate`. */
function isOurs(subject: string, { name, ownerId, id }: Repository): boolean {
  const [, repository, gate] = /^repo:([^:]+):environment:([^:*?]+)$/.exec(subject) ?? [];
  const [owner, bare] = name.split("/", 2);
  const immutable = `${owner ?? ""}@${ownerId}/${bare ?? ""}@${id}`;
  return gate !== undefined && (repository === name || repository === immutable);
}
