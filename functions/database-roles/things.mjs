// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */

/**
 * Everything that the session's role, as the owner or as a member of the owner, can grant rights on: objects of the
 * database, columns with rights of their own, its databases, and the default privileges of what it will make.
 *
 * - `class`, `object`: how Postgres's own lists name it
 * - `prefix`, `target`, `columns`: how a statement names it, `prefix` before GRANT and `columns` after each privilege
 * - `kind`: what it is or makes, as `rights` calls it; null where no role is to have rights of its own
 * - `acl`: who has which rights, the standard ones spelled out
 *
 * Names come from Postgres quoted, and with their schema as long as search_path is empty.
 *
 * @param {import("postgres").TransactionSql} sql
 */
export function things(sql) {
  return sql`
    SELECT 'pg_database'::regclass AS class, oid AS object, '' AS prefix,
           format('DATABASE %I', datname) AS target, '' AS columns,
           CASE WHEN datname = current_database() THEN 'DATABASE' END AS kind,
           coalesce(datacl, acldefault('d', datdba)) AS acl
      FROM pg_database WHERE pg_has_role(datdba, 'USAGE')
    UNION ALL
    SELECT 'pg_namespace'::regclass, oid, '', format('SCHEMA %I', nspname), '', 'SCHEMA',
           coalesce(nspacl, acldefault('n', nspowner))
      FROM pg_namespace WHERE pg_has_role(nspowner, 'USAGE')
    UNION ALL
    SELECT 'pg_class'::regclass, pg_class.oid, '', kind || ' ' || pg_class.oid::regclass, '', kind,
           coalesce(relacl, acldefault(standard::"char", relowner))
      FROM pg_class
      JOIN (VALUES ('r', 'r', 'TABLE'), ('p', 'r', 'TABLE'), ('v', 'r', 'TABLE'),
                   ('m', 'r', 'TABLE'), ('f', 'r', 'TABLE'), ('S', 's', 'SEQUENCE'))
             AS kinds (letter, standard, kind) ON letter::"char" = relkind
     WHERE pg_has_role(relowner, 'USAGE') AND relpersistence <> 't'
    UNION ALL
    SELECT 'pg_class'::regclass, attrelid, '', 'TABLE ' || attrelid::regclass,
           format(' (%I)', attname), NULL, attacl
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE attacl IS NOT NULL AND NOT attisdropped AND pg_has_role(relowner, 'USAGE')
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, '', 'ROUTINE ' || oid::regprocedure, '', 'ROUTINE',
           coalesce(proacl, acldefault('f', proowner))
      FROM pg_proc WHERE pg_has_role(proowner, 'USAGE')
    UNION ALL
    SELECT 'pg_default_acl'::regclass, pg_default_acl.oid,
           format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', current_user), plural, '', kind,
           coalesce(defaclacl, acldefault(standard::"char", me.oid))
      FROM pg_roles AS me
     CROSS JOIN (VALUES ('r', 'r', 'TABLES', 'TABLE'), ('S', 's', 'SEQUENCES', 'SEQUENCE'),
                        ('f', 'f', 'ROUTINES', 'ROUTINE'), ('n', 'n', 'SCHEMAS', 'SCHEMA'))
             AS kinds (letter, standard, plural, kind)
      LEFT JOIN pg_default_acl ON defaclobjtype = letter::"char"
            AND defaclrole = me.oid AND defaclnamespace = 0
     WHERE me.rolname = current_user
    UNION ALL
    SELECT 'pg_default_acl'::regclass, pg_default_acl.oid,
           format('ALTER DEFAULT PRIVILEGES FOR ROLE %I ', rolname)
             || coalesce(format('IN SCHEMA %I ', nspname), ''), plural, '', NULL, defaclacl
      FROM pg_default_acl
      JOIN (VALUES ('r', 'TABLES'), ('S', 'SEQUENCES'), ('f', 'ROUTINES'), ('n', 'SCHEMAS'))
             AS kinds (letter, plural) ON letter::"char" = defaclobjtype
      JOIN pg_roles ON pg_roles.oid = defaclrole
      LEFT JOIN pg_namespace ON pg_namespace.oid = defaclnamespace
     WHERE pg_has_role(defaclrole, 'USAGE')
       AND NOT (rolname = current_user AND defaclnamespace = 0)`;
}
