import { githubEnvironments } from "../../environments";
import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { gatePolicyType, gateType } from "../access/gates";

/** A bare name like `production` is no sign in a text, but it is one where GitHub takes an environment's name. */
export const githubEnvironmentIsolate = resourceRule({
  types: [
    gateType,
    gatePolicyType,
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  ],
  check({ props }, { environment }) {
    const name = textAt(props, "environment");
    const own = githubEnvironments(environment);
    return own.includes(name)
      ? compliant
      : violation(
          `belongs to the GitHub environment "${name}", which is none of ${environment.name}'s`,
          `Use ${own.join(" or ")}, or list it in policies/environments.yaml.`,
        );
  },
});
