// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */

/** @typedef {import("postgres").TransactionSql} Sql */

/** What a role may not be. Spelled out, though it is Postgres's default: a default can change. */
const attributes = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT";

/**
 * Makes the role, or gives the one that is there its password.
 *
 * @param {Sql} sql
 * @param {{ user: string, password: string }} role
 * @throws {Error} when the role that is there has rights that don't come from grants
 */
export async function setRole(sql, { user, password }) {
  const [found] = await sql`SELECT oid FROM pg_roles WHERE rolname = ${user}`;
  if (found !== undefined) await refusePowers(sql, user);

  // The password goes as a parameter and is quoted by the server: a statement's text comes into logs and statistics.
  await sql`SELECT set_config('database_roles.name', ${user}, true),
                   set_config('database_roles.password', ${password}, true)`;
  const statement =
    found === undefined
      ? `CREATE ROLE %I WITH ${attributes} PASSWORD %L`
      : "ALTER ROLE %I WITH LOGIN PASSWORD %L";
  await sql.unsafe(`DO $do$ BEGIN
    EXECUTE format('${statement}', current_setting('database_roles.name'),
                                   current_setting('database_roles.password'));
    END $do$`);
  await sql`SELECT set_config('database_roles.password', '', true)`;
}

/**
 * Makes each session of the role read-only at its start: a guard against mistakes, which the session can turn off. What
 * it may write then is up to its rights, which is nothing.
 *
 * @param {Sql} sql
 * @param {string} role
 */
export async function setReadOnly(sql, role) {
  const [set] = await sql`
    SELECT 1 FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole
     WHERE rolname = ${role} AND setdatabase = 0
       AND 'default_transaction_read_only=on' = ANY (setconfig)`;
  if (set !== undefined) return;
  /** @type {{ statement: string }[]} */
  const [{ statement } = { statement: "" }] = await sql`
    SELECT format('ALTER ROLE %I SET default_transaction_read_only = on', ${role}::text) AS statement`;
  await sql.unsafe(statement);
}

/**
 * A role that came through Neon's API is a member of neon_superuser, and since PostgreSQL 16 only who granted a
 * membership takes it back: no grant of the migrator's makes such a role a small one.
 *
 * @param {Sql} sql
 * @param {string} user
 */
async function refusePowers(sql, user) {
  /** @type {{ power: string }[]} */
  const powers = await sql`
    SELECT 'is a member of ' || granted.rolname AS power
      FROM pg_auth_members JOIN pg_roles AS granted ON granted.oid = roleid
     WHERE member = (SELECT oid FROM pg_roles WHERE rolname = ${user})
    UNION ALL
    SELECT 'has ' || attribute
      FROM pg_roles,
           LATERAL (VALUES ('SUPERUSER', rolsuper), ('CREATEDB', rolcreatedb),
                           ('CREATEROLE', rolcreaterole), ('REPLICATION', rolreplication),
                           ('BYPASSRLS', rolbypassrls)) AS attributes (attribute, held)
     WHERE rolname = ${user} AND held
    UNION ALL
    SELECT 'owns ' || count(*) || ' objects'
      FROM pg_shdepend
     WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o'
       AND refobjid = (SELECT oid FROM pg_roles WHERE rolname = ${user})
    HAVING count(*) > 0`;
  if (powers.length === 0) return;
  const list = powers.map(({ power }) => power).join(", ");
  throw new Error(
    `the role "${user}" ${list}, which no grant takes away: delete the role (in Neon's ` +
      "console under Roles of this branch) and deploy again, which makes it anew with the rights " +
      "that it needs",
  );
}
