import type { DatabaseSpec } from "../blueprint/database";
import type { EnvironmentSpec } from "../blueprint/environment";
import { readEnvironment } from "../operations/environment";
import { UsageError } from "../settings/usage-error";

export interface BackedUpEnvironment {
  readonly spec: EnvironmentSpec;
  readonly database: Extract<DatabaseSpec, { kind: "durable" }>;
}

/** An environment with a database of its own. @throws UsageError where it has none, SettingsError */
export function readBackedUp(root: string, stack: string): BackedUpEnvironment {
  const spec = readEnvironment(root, stack);
  if (spec.database?.kind === "durable") return { spec, database: spec.database };
  throw new UsageError(`${stack} has no database of its own: give dev, staging or production`);
}

/** @throws UsageError where the environment of this process does not have it. */
export function requireVariable(name: string, meaning: string): string {
  const value = process.env[name] ?? "";
  if (value !== "") return value;
  throw new UsageError(`${name} is not set in this shell: ${meaning}`);
}
