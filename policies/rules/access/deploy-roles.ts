import { type Environment, ownEnvironments } from "../../environments";
import type { PolicyResource } from "../../resource";
import { claimValues, githubTrustsOf } from "./trust";

/** Whether a deployment's job assumes the role: its GitHub environment is the last gate, behind which it is deployed. */
export function deploysThrough(role: PolicyResource, environment: Environment): boolean {
  const gates = ownEnvironments(environment).flatMap((own) => own.gates.slice(-1));
  return githubTrustsOf(role).some((trust) =>
    claimValues(trust, "environment").some((gate) => gates.includes(gate)),
  );
}
