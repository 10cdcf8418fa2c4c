// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */
import { things } from "./things.mjs";

/**
 * @typedef {import("postgres").TransactionSql} Sql
 * @typedef {Readonly<Record<string, readonly string[]>>} Rights privileges by the kind of object that they are on
 *
 * How many grants were made and taken away, and on what the roles have rights that are not the migrator's to take away,
 * since somebody else owns it.
 *
 * @typedef {{ granted: number, revoked: number, left: string[] }} Changes
 */

/**
 * What each role gets on everything that the migrator owns: on what is there, and, by default privileges, on what its
 * later migrations make, schemas included. PUBLIC, which is every role that there will ever be, gets nothing.
 *
 * @type {Readonly<Record<"app" | "readOnly", Rights>>}
 */
const gets = {
  app: {
    DATABASE: ["CONNECT"],
    SCHEMA: ["USAGE"],
    TABLE: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    SEQUENCE: ["SELECT", "USAGE", "UPDATE"],
    ROUTINE: ["EXECUTE"],
  },
  readOnly: {
    DATABASE: ["CONNECT"],
    SCHEMA: ["USAGE"],
    TABLE: ["SELECT"],
    SEQUENCE: ["SELECT"],
  },
};

/**
 * What a migration may grant besides, one by one. A function may write with its owner's rights (SECURITY DEFINER), so
 * that a view for reports names the functions that it needs.
 *
 * @type {Readonly<Record<"app" | "readOnly", Rights>>}
 */
const keeps = { app: {}, readOnly: { ROUTINE: ["EXECUTE"] } };

/**
 * Brings the rights of both roles and of PUBLIC to what they are to be, whatever they are: only what differs is changed,
 * so that a second run changes nothing.
 *
 * @param {Sql} sql
 * @param {{ app: string, readOnly: string }} roles
 * @returns {Promise<Changes>}
 */
export async function setPrivileges(sql, roles) {
  const statements = await differences(sql, roles);
  if (statements.length > 0) await sql.unsafe(statements.join(";\n"));

  const remaining = await differences(sql, roles);
  if (remaining.length > 0) {
    throw new Error(
      `not the migrator's to change, since another role granted it; as that role: ${remaining.join("; ")}`,
    );
  }
  await refuseCreation(sql, roles);
  const revoked = statements.filter((statement) => /^(?:ALTER .*)?REVOKE /.test(statement)).length;
  return {
    granted: statements.length - revoked,
    revoked,
    left: await grantsOfOthers(sql, roles),
  };
}

/**
 * The statements that lead from what is granted to what is to be. What is to be nobody's has no kind (`things`), and a
 * row without a kind meets no right.
 *
 * @param {Sql} sql
 * @param {{ app: string, readOnly: string }} roles
 * @returns {Promise<string[]>}
 */
async function differences(sql, { app, readOnly }) {
  const rights = [
    ...rows(app, gets.app, true),
    ...rows(app, keeps.app, false),
    ...rows(readOnly, gets.readOnly, true),
    ...rows(readOnly, keeps.readOnly, false),
  ];
  /** @type {{ statement: string }[]} */
  const changes = await sql`
    WITH roles AS (
      SELECT oid, rolname, format('%I', rolname) AS name FROM pg_roles
       WHERE rolname IN (${app}, ${readOnly})
      UNION ALL SELECT 0, NULL, 'PUBLIC'
    ), rights AS (
      SELECT oid AS grantee, kind, privilege, given
        FROM jsonb_to_recordset(${sql.json(rights)})
             AS rights (role text, kind text, privilege text, given boolean)
        JOIN roles ON roles.rolname = rights.role
    ), things AS (${things(sql)}), held AS (
      SELECT prefix, target, columns, kind, acl.grantee, acl.privilege_type AS privilege,
             bool_or(acl.is_grantable) AS grantable
        FROM things, aclexplode(things.acl) AS acl
       WHERE acl.grantee IN (SELECT oid FROM roles)
       GROUP BY prefix, target, columns, kind, acl.grantee, acl.privilege_type
    ), changes AS (
      SELECT 'REVOKE ' AS verb, ' FROM ' AS preposition, ' CASCADE' AS suffix,
             prefix, target, columns, grantee, privilege
        FROM held LEFT JOIN rights USING (grantee, kind, privilege)
       WHERE rights.given IS NULL
      UNION ALL
      SELECT 'REVOKE GRANT OPTION FOR ', ' FROM ', ' CASCADE',
             prefix, target, columns, grantee, privilege
        FROM held JOIN rights USING (grantee, kind, privilege)
       WHERE held.grantable
      UNION ALL
      SELECT 'GRANT ', ' TO ', '', prefix, target, columns, grantee, privilege
        FROM things JOIN rights USING (kind)
        LEFT JOIN held USING (prefix, target, columns, grantee, privilege)
       WHERE rights.given AND held.privilege IS NULL
    )
    SELECT prefix || verb || string_agg(privilege || columns, ', ' ORDER BY privilege, columns)
           || ' ON ' || target || preposition || roles.name || suffix AS statement
      FROM changes JOIN roles ON roles.oid = grantee
     GROUP BY verb, preposition, suffix, prefix, target, roles.name
     ORDER BY verb DESC, prefix, target, roles.name`;
  return changes.map(({ statement }) => statement);
}

/**
 * Who may make things in a schema may make functions that others call by mistake. PostgreSQL 14 lets everyone do so in
 * `public`, unless the schema is the migrator's, as it is on Neon.
 *
 * @param {Sql} sql
 * @param {{ app: string, readOnly: string }} roles
 */
async function refuseCreation(sql, { app, readOnly }) {
  /** @type {{ fix: string }[]} */
  const schemas = await sql`
    SELECT DISTINCT format('ALTER SCHEMA %I OWNER TO %I', nspname, current_user) AS fix
      FROM pg_namespace, pg_roles
     WHERE rolname IN (${app}, ${readOnly})
       AND has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'CREATE')
     ORDER BY fix`;
  if (schemas.length === 0) return;
  throw new Error(
    `the roles may create in a schema that is not the migrator's; as its owner: ${schemas.map(({ fix }) => fix).join("; ")}`,
  );
}

/**
 * @param {string} role
 * @param {Rights} rights
 * @param {boolean} given
 */
function rows(role, rights, given) {
  return Object.entries(rights).flatMap(([kind, privileges]) =>
    privileges.map((privilege) => ({ role, kind, privilege, given })),
  );
}

/**
 * Postgres keeps a list of every object whose rights name a role; those that are nothing of the migrator's. Memberships
 * are left out: the migrator's own in what it makes (PostgreSQL 16), and a role's in others is refused (roles.mjs).
 *
 * @param {Sql} sql
 * @param {{ app: string, readOnly: string }} roles
 * @returns {Promise<string[]>}
 */
async function grantsOfOthers(sql, { app, readOnly }) {
  /** @type {{ granted: string }[]} */
  const found = await sql`
    SELECT rolname || ' on ' || pg_describe_object(classid, objid, objsubid) AS granted
      FROM pg_shdepend JOIN pg_roles ON pg_roles.oid = refobjid
     WHERE refclassid = 'pg_authid'::regclass AND rolname IN (${app}, ${readOnly}) AND deptype = 'a'
       AND classid <> 'pg_auth_members'::regclass
       AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
       AND (classid, objid) NOT IN (SELECT class, object FROM (${things(sql)}) AS things)
     ORDER BY granted`;
  return found.map(({ granted }) => granted);
}
