import type { Workload } from "../../settings/read-workloads";
import { SettingsError } from "../../settings/problem";
import { parseStackName } from "../../settings/stack-name";
import { UsageError } from "../../settings/usage-error";

/** @throws SettingsError, UsageError for what is no environment. */
export function requireDeployable(stack: string): void {
  const named = parseStackName(stack);
  if ("problems" in named) throw new SettingsError(stack, named.problems);
  if (named.value.kind !== "shared") return;
  throw new UsageError("shared runs no workload: give dev, staging, production or pr-<n>");
}

/** @throws UsageError for an app, which another command takes. */
export function requireService(workloads: readonly Workload[]): void {
  const app = workloads.find(({ folder }) => !folder.startsWith("services/"));
  if (app === undefined) return;
  throw new UsageError(`--service: ${app.name} lies in ${app.folder}: give it as APP=${app.name}`);
}
