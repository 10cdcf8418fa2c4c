import { has } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const githubSecretForbidPlaintext = resourceRule({
  id: "github-secret-forbid-plaintext",
  severity: "high",
  title: "A GitHub secret is encrypted before it is kept",
  why: "the provider keeps plaintextValue beside it",
  source: "SEC-1",
  fix: "Use value.",
  waivable: "never",
  also: ["CKV_GIT_4"],
  types: [
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
    "github:index/actionsSecret:ActionsSecret",
    "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret",
    "github:index/dependabotSecret:DependabotSecret",
  ],
  check({ props }) {
    return has(props, "plaintextValue")
      ? violation("holds its value in plaintextValue")
      : compliant;
  },
});
