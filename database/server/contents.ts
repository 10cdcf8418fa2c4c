import type postgres from "postgres";

type Sql = postgres.Sql | postgres.TransactionSql;

/** What a table holds: as much of it as tells whether a restore lost, doubled or changed a row. */
export interface TableContent {
  readonly rows: number;
  /** A sum over the rows' hashes, whatever their order. */
  readonly checksum: string;
  /** The newest time of those that the database itself stamped; nothing where it stamps none. */
  readonly newest?: string;
}

/** A database as one snapshot shows it. */
export interface Contents {
  readonly tables: Readonly<Record<string, TableContent>>;
  /** Constraints, indexes, triggers and rights, each in words. */
  readonly objects: readonly string[];
  /** Who has rights, and is to be there before they can be given. */
  readonly roles: readonly string[];
}

interface TableShape {
  readonly name: string;
  readonly row: string | null;
  readonly stamp: string | null;
}

/**
 * Types that every server hashes alike. Others are hashed as they are written: the hash of an enum is that of its number,
 * which is another one after a restore.
 */
const hashed = [
  ...["bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar"],
  ...["bytea", "uuid", "date", "time", "timestamp", "timestamptz", "interval", "jsonb"],
];

/** Tables that hold rows of their own, without those of extensions, which no dump has. */
const ownTables = `
  FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
 WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\\_t%'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_class'::pg_catalog.regclass
                      AND objid = pg_class.oid AND deptype = 'e')`;

/** Reads all that the session's snapshot shows. */
export async function contentsOf(sql: Sql): Promise<Contents> {
  const tables: Record<string, TableContent> = {};
  for (const shape of await shapesOf(sql)) tables[shape.name] = await contentOf(sql, shape);
  return { tables, objects: await objectsOf(sql), roles: await rolesOf(sql) };
}

/** The newest time of each table whose rows the database stamps. */
export async function newestTimes(sql: Sql): Promise<Readonly<Record<string, string>>> {
  const times: Record<string, string> = {};
  for (const { name, stamp } of await shapesOf(sql)) {
    if (stamp === null) continue;
    const rows = await sql.unsafe<{ newest: string | null }[]>(
      `SELECT ${lastOf(stamp)} AS newest FROM ONLY ${name}`,
    );
    for (const { newest } of rows) if (newest !== null) times[name] = newest;
  }
  return times;
}

/** How many tables there are that hold rows. */
export async function countTables(sql: Sql): Promise<number> {
  const [row] = await sql.unsafe<{ count: string }[]>(
    `SELECT count(*) ${ownTables} AND relkind IN ('r', 'p')`,
  );
  return Number(row?.count ?? 0);
}

/** The newest time that the database stamped on a row of it; nothing where it stamped none. */
export function newestOf(tables: Contents["tables"]): string | undefined {
  return Object.values(tables)
    .flatMap(({ newest }) => newest ?? [])
    .sort()
    .at(-1);
}

async function shapesOf(sql: Sql): Promise<readonly TableShape[]> {
  const list = hashed.map((type) => `'${type}'`).join();
  return sql.unsafe<TableShape[]>(`
    SELECT pg_catalog.format('%I.%I', nspname, relname) AS name,
           (SELECT pg_catalog.string_agg(pg_catalog.format(
                     CASE WHEN typname IN (${list}) AND typnamespace = 'pg_catalog'::pg_catalog.regnamespace
                          THEN '%I' ELSE '%I::pg_catalog.text' END, attname), ', ' ORDER BY attnum)
              FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type ON pg_type.oid = atttypid
             WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped) AS row,
           (SELECT pg_catalog.format('%I', attname)
              FROM pg_catalog.pg_attribute
              JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
             WHERE attrelid = pg_class.oid AND NOT attisdropped
               AND atttypid = 'timestamptz'::pg_catalog.regtype
               AND pg_catalog.pg_get_expr(adbin, adrelid) ~* 'now\\(\\)|CURRENT_TIMESTAMP|_timestamp\\(\\)'
             ORDER BY attnum LIMIT 1) AS stamp
      ${ownTables} AND relkind = 'r'
     ORDER BY name`);
}

async function contentOf(sql: Sql, { name, row, stamp }: TableShape): Promise<TableContent> {
  const newest = stamp === null ? "NULL" : lastOf(stamp);
  const hash = row === null ? "0" : `pg_catalog.hash_record_extended(ROW(${row}), 0)`;
  const [found] = await sql.unsafe<{ rows: string; checksum: string; newest: string | null }[]>(
    `SELECT pg_catalog.count(*) AS rows, coalesce(pg_catalog.sum(${hash}), 0)::pg_catalog.text AS checksum,
            ${newest} AS newest FROM ONLY ${name}`,
  );
  const { rows = "0", checksum = "0", newest: last = null } = found ?? {};
  return { rows: Number(rows), checksum, ...(last !== null && { newest: last }) };
}

function lastOf(stamp: string): string {
  return `pg_catalog.to_char(pg_catalog.max(${stamp}), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Constraints, indexes, triggers and rights, each in words. */
export async function objectsOf(sql: Sql): Promise<readonly string[]> {
  const found = await sql.unsafe<{ object: string }[]>(`
    WITH own AS (SELECT pg_class.oid, relname, relkind, relowner, relacl, pg_catalog.format('%I.%I', nspname, relname) AS name ${ownTables})
    SELECT pg_catalog.format('constraint %s of %s: %s', conname, own.name, pg_catalog.pg_get_constraintdef(pg_constraint.oid)) AS object
      FROM pg_catalog.pg_constraint JOIN own ON own.oid = conrelid
    UNION ALL
    SELECT 'index: ' || pg_catalog.pg_get_indexdef(indexrelid) FROM pg_catalog.pg_index JOIN own ON own.oid = indrelid
    UNION ALL
    SELECT pg_catalog.format('trigger: %s (%s)', pg_catalog.pg_get_triggerdef(pg_trigger.oid), tgenabled)
      FROM pg_catalog.pg_trigger JOIN own ON own.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL
    SELECT pg_catalog.format('right of %s: %s on %s', coalesce(rolname, 'PUBLIC'), privilege_type, own.name)
      FROM own CROSS JOIN pg_catalog.aclexplode(relacl) LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = grantee
     WHERE grantee <> relowner
     ORDER BY object`);
  return found.map(({ object }) => object);
}

async function rolesOf(sql: Sql): Promise<readonly string[]> {
  const found = await sql.unsafe<{ rolname: string }[]>(`
    SELECT DISTINCT rolname FROM pg_catalog.pg_shdepend JOIN pg_catalog.pg_roles ON pg_roles.oid = refobjid
     WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
       AND refclassid = 'pg_authid'::pg_catalog.regclass AND rolname NOT LIKE 'pg\\_%'
     ORDER BY rolname`);
  return found.map(({ rolname }) => rolname);
}
