import type { EnvironmentSpec } from "../blueprint/environment";
import type { StackSpec } from "../blueprint/stack";
import { loadSpec } from "../settings/load-spec";
import { SettingsError } from "../settings/problem";
import { readStackConfig } from "../settings/stack-file";
import { UsageError } from "../settings/usage-error";

/**
 * What a stack declares, from its files alone: no engine is asked, and secrets stay as they are written.
 *
 * @param root - the project's folder.
 * @throws SettingsError
 */
export function readStack(root: string, stack: string): StackSpec {
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  return loadSpec({ root, stack, config: config.value.values });
}

/** As `readStack`. @throws SettingsError, UsageError for a stack that is no environment. */
export function readEnvironment(root: string, stack: string): EnvironmentSpec {
  const spec = readStack(root, stack);
  if (spec.kind === "environment") return spec;
  throw new UsageError(`${stack} runs no workload: give dev, staging, production or pr-<n>`);
}
