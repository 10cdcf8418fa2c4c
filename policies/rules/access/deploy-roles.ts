import { type Environment, ownEnvironments } from "../../environments";
import type { PolicyResource } from "../../resource";
import { claimValues, githubTrustsOf } from "./trust";

/** Whether a deployment's job assumes the role: its GitHub environment is a gate, not one of the previews. */
export function deploysThrough(role: PolicyResource, environment: Environment): boolean {
  const gates = ownEnvironments(environment).flatMap((own) => own.gates);
  return githubTrustsOf(role).some((trust) =>
    claimValues(trust, "environment").some((gate) => gates.includes(gate)),
  );
}
