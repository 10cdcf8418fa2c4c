import { has } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

/** The provider keeps it beside the secret in clear; `value` it encrypts. */
export const githubSecretForbidPlaintext = resourceRule({
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
