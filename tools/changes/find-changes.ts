import { chooseWorkloads } from "../../settings/choose-workloads";
import { type Changes, changesIn } from "./changes";
import { differenceTo } from "./difference";
import { readsOf } from "./reads";

/**
 * What changed in the checkout since another revision.
 *
 * @throws UsageError, SettingsError, BuildError where git fails.
 */
export function findChanges(root: string, base: string): Changes {
  const difference = differenceTo(root, base);
  const workloads = chooseWorkloads(root, undefined);
  return changesIn(
    difference,
    workloads.map((workload) => ({ workload, reads: readsOf(root, workload) })),
  );
}
