import type { EnvironmentSpec } from "../blueprint/environment";
import { healthTargets } from "../operations/health/health";

/** Where visitors ask a workload for something that it answers with 200. */
export interface Address {
  readonly workload: string;
  readonly host: string;
  readonly path: string;
}

/** By the manifests' paths; a workload without one is asked nothing. */
export function addressesOf(spec: EnvironmentSpec): readonly Address[] {
  return healthTargets(spec).map(({ workload, url }) => {
    const { host, pathname } = new URL(url);
    return { workload, host, path: pathname };
  });
}
