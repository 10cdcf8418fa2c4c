import type { EnvironmentSpec } from "../blueprint/environment";
import { loadSpec } from "../settings/load-spec";
import { SettingsError } from "../settings/problem";
import { readStackConfig } from "../settings/stack-file";
import { UsageError } from "../settings/usage-error";

/**
 * What an environment declares, from its files alone: no engine is asked, and secrets stay as they are written.
 *
 * @param root - the project's folder.
 * @throws SettingsError, UsageError for a stack that is no environment.
 */
export function readEnvironment(root: string, stack: string): EnvironmentSpec {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const spec = loadSpec({ root, stack, config: config.value.values });
  if (spec.kind === "environment") return spec;
  throw new UsageError(`${stack} runs no workload: give dev, staging, production or pr-<n>`);
}
