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
  return { spec, database: ownDatabaseOf(spec) };
}

/** @throws UsageError where an environment has none of its own. */
export function ownDatabaseOf({
  identity,
  database,
}: Pick<EnvironmentSpec, "identity" | "database">): BackedUpEnvironment["database"] {
  if (database?.kind === "durable") return database;
  throw new UsageError(
    `${identity.stack} has no database of its own: give dev, staging or production`,
  );
}

/** @throws UsageError where the environment of this process does not have it. */
export function requireVariable(name: string, meaning: string): string {
  const value = process.env[name] ?? "";
  if (value !== "") return value;
  throw new UsageError(`${name} is not set in this shell: ${meaning}`);
}
