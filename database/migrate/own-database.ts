import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { UsageError } from "../../settings/usage-error";

/** What the database said against it. */
export class DatabaseError extends Error {}

/**
 * Does it on the database of DATABASE_URL, without a function between.
 *
 * @throws UsageError, DatabaseError
 */
export async function performOnOwn(
  url: string | undefined,
  task: Tasks.Task,
): Promise<Tasks.Answer> {
  const { parseConnection } = await import("../../functions/database-roles/connection.mjs");
  const { connect } = await import("../../functions/database-roles/client.mjs");
  const { perform } = await import("../../functions/database-roles/tasks.mjs");
  const { withoutSecrets } = await import("../../functions/database-roles/failure.mjs");
  const connection = parseConnection(url ?? "");
  if (connection === undefined) {
    throw new UsageError("DATABASE_URL must be postgresql://<role>:<password>@<host>/<database>");
  }
  try {
    return await perform(task, (database = connection.database) =>
      connect({ ...connection, database }),
    );
  } catch (error) {
    const { message } = withoutSecrets(connection.database, error, [connection.password]);
    throw new DatabaseError(message);
  }
}
