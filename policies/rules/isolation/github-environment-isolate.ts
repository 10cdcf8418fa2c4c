import { githubEnvironments } from "../../environments";
import { compliant, resourceRule, violation } from "../../rule";
import { environmentNamed, environmentSecretType, gatePolicyType, gateType } from "../access/gates";

/** A bare name like `production` is no sign in a text, but it is one where GitHub takes an environment's name. */
export const githubEnvironmentIsolate = resourceRule({
  id: "github-environment-isolate",
  severity: "critical",
  title: "A stack declares its own GitHub environments and what is in them",
  why: "whoever sets another environment's secrets or gates decides what is deployed there",
  source: "ISO-11",
  fix: "Use the environment's own GitHub environment.",
  waivable: "never",
  types: [
    gateType,
    gatePolicyType,
    environmentSecretType,
    "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  ],
  check(resource, { environment }) {
    const name = environmentNamed(resource);
    const own = githubEnvironments(environment);
    return own.includes(name)
      ? compliant
      : violation(
          `belongs to the GitHub environment "${name}", which is none of ${environment.name}'s`,
          `Use ${own.join(" or ")}, or list it in policies/environments.yaml.`,
        );
  },
});
