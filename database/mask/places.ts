import type postgres from "postgres";
import type { Connection } from "../server/connection";
import { MaskingError } from "./columns";

type Sql = postgres.Sql | postgres.TransactionSql;

/** A database says of itself that it holds masked data; production never does. */
const mark = "platform.data";

/** @throws MaskingError where rows are to be taken from what takes them. */
export async function requireSource(sql: Sql): Promise<void> {
  const { is_marked, name } = await markOf(sql);
  if (!is_marked) return;
  throw new MaskingError(`DATABASE_URL: ${name} holds masked data itself, expected production's`);
}

/** @throws MaskingError where nobody has said that a database may be overwritten. */
export async function requireTarget(sql: Sql, { host }: Connection): Promise<void> {
  const { is_marked, name, quoted } = await markOf(sql);
  if (is_marked) return;
  throw new MaskingError(
    `INTO: ${name} on ${host} does not say that it takes masked data. In staging, never in production: ALTER DATABASE ${quoted} SET ${mark} = 'masked'`,
  );
}

async function markOf(sql: Sql): Promise<{ is_marked: boolean; name: string; quoted: string }> {
  const [row] = await sql<{ is_marked: boolean; name: string; quoted: string }[]>`
    SELECT coalesce(pg_catalog.current_setting(${mark}, true) = 'masked', false) AS is_marked,
           pg_catalog.current_database() AS name, pg_catalog.quote_ident(pg_catalog.current_database()) AS quoted`;
  return row ?? { is_marked: false, name: "", quoted: "" };
}

/**
 * Makes room for schemas beside those that are there: others go on reading these until all is done. Schemas with an extension in
 * them stay as they are.
 *
 * @returns what takes the old ones away.
 */
export async function setAside(
  sql: postgres.TransactionSql,
  { host }: Connection,
  schemas: readonly string[],
): Promise<() => Promise<void>> {
  const there = await sql<{ schema: string; old: string; has_extension: boolean }[]>`
    SELECT nspname AS schema, pg_catalog.concat(pg_catalog.left(nspname, 50), ' (replaced)') AS old,
           EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extnamespace = pg_namespace.oid)
        OR EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = pg_namespace.oid AND deptype = 'e'
                      AND classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass) AS has_extension
      FROM pg_catalog.pg_namespace
     WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' AND pg_catalog.pg_has_role(nspowner, 'USAGE')
     ORDER BY nspname`;
  const [blocked] = there.filter(
    ({ schema, has_extension }) => has_extension && schemas.includes(schema),
  );
  if (blocked !== undefined) {
    throw new MaskingError(
      `INTO: on ${host} an extension lies in the schema ${blocked.schema}, which would go with it: ALTER EXTENSION … SET SCHEMA another`,
    );
  }
  const own = there.filter(({ has_extension }) => !has_extension);
  for (const { schema, old } of own) await sql`ALTER SCHEMA ${sql(schema)} RENAME TO ${sql(old)}`;
  // pg_dump takes it for given.
  if (schemas.includes("public")) await sql`CREATE SCHEMA public`;
  return async () => {
    for (const { old } of own) await sql`DROP SCHEMA ${sql(old)} CASCADE`;
  };
}
