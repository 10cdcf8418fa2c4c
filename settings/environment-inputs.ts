import type { Tier } from "../blueprint/tier";
import type { EnvironmentSettings } from "./environment-settings";
import type { Neighbour } from "./project";
import type { Workload } from "./read-workloads";
import type { Release } from "./release";
import type { WorkerBuild } from "./worker-build";

/** What an environment is resolved from; none of it has a problem. */
export interface EnvironmentInputs {
  readonly stack: string;
  readonly tier: Tier;
  readonly settings: EnvironmentSettings;
  readonly workloads: readonly Workload[];
  readonly releases: ReadonlyMap<string, Release>;
  /** The modules of Workers, by workload. */
  readonly builds: ReadonlyMap<string, WorkerBuild>;
  /** The stack that holds the registry of images. */
  readonly registry: Neighbour | undefined;
}
