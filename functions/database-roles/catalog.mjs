// @ts-check
/* eslint @typescript-eslint/explicit-module-boundary-types: off -- plain JavaScript, its types stand in JSDoc */

/**
 * What a database is made of, a line per part, as the server itself writes it: two databases of one server that are
 * built alike give the same lines. Neither the migrations' own log nor what an extension brings is among them.
 *
 * @param {import("postgres").ISql<{}>} sql on a connection whose search_path is empty
 * @returns {Promise<string[]>}
 */
export async function describeSchema(sql) {
  /** @type {{ line: string }[]} */
  const rows = await sql`
    WITH own AS (
      SELECT oid, nspname FROM pg_namespace
       WHERE nspname NOT IN ('information_schema', 'migration') AND nspname NOT LIKE 'pg\\_%'),
    extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
    relation AS (
      SELECT pg_class.*, pg_class.oid::regclass::text AS name FROM pg_class JOIN own ON own.oid = relnamespace
       WHERE ('pg_class'::regclass, pg_class.oid) NOT IN (SELECT classid, objid FROM extended)),
    parts AS (
      SELECT format('schema %I', nspname) AS line FROM own
      UNION ALL SELECT format('extension %I', extname) FROM pg_extension
      UNION ALL SELECT format('relation %s: %s%s%s%s', name, relkind, relpersistence,
               CASE WHEN relrowsecurity THEN ' row security' END, ' ' || array_to_string(reloptions, ','))
          FROM relation WHERE relkind NOT IN ('i', 'I')
      UNION ALL SELECT format('column %s.%I: %s%s%s%s%s', name, attname, format_type(atttypid, atttypmod),
               CASE WHEN attnotnull THEN ' not null' END, ' default ' || pg_get_expr(adbin, adrelid),
               nullif(' identity ' || attidentity::text, ' identity '), nullif(' generated ' || attgenerated::text, ' generated '))
          FROM pg_attribute JOIN relation ON relation.oid = attrelid
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'c', 'f')
      UNION ALL SELECT format('constraint %I on %s: %s', conname, name, pg_get_constraintdef(pg_constraint.oid))
          FROM pg_constraint JOIN relation ON relation.oid = conrelid
      UNION ALL SELECT format('index %s%s', pg_get_indexdef(indexrelid), CASE WHEN NOT indisvalid THEN ' invalid' END)
          FROM pg_index JOIN relation ON relation.oid = indexrelid
      UNION ALL SELECT format('trigger %s: %s', tgenabled, pg_get_triggerdef(pg_trigger.oid))
          FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal
      UNION ALL SELECT format('view %s: %s', name, pg_get_viewdef(oid)) FROM relation WHERE relkind IN ('v', 'm')
      UNION ALL SELECT format('rule %s', pg_get_ruledef(pg_rewrite.oid))
          FROM pg_rewrite JOIN relation ON relation.oid = ev_class WHERE rulename <> '_RETURN'
      UNION ALL SELECT format('policy %I on %s: %s %s using %s check %s', polname, name, polcmd, polpermissive,
               pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
          FROM pg_policy JOIN relation ON relation.oid = polrelid
      UNION ALL SELECT format('sequence %s: %s by %s from %s to %s', name, format_type(seqtypid, NULL), seqincrement, seqmin, seqmax)
          FROM pg_sequence JOIN relation ON relation.oid = seqrelid
      UNION ALL SELECT format('function %s', pg_get_functiondef(pg_proc.oid)) FROM pg_proc JOIN own ON own.oid = pronamespace
         WHERE prokind IN ('f', 'p') AND ('pg_proc'::regclass, pg_proc.oid) NOT IN (SELECT classid, objid FROM extended)
      UNION ALL SELECT format('type %s: %s%s%s', pg_type.oid::regtype, format_type(nullif(typbasetype, 0), typtypmod),
               (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid),
               (SELECT string_agg(pg_get_constraintdef(pg_constraint.oid), ' ' ORDER BY conname)
                  FROM pg_constraint WHERE contypid = pg_type.oid))
          FROM pg_type JOIN own ON own.oid = typnamespace WHERE typtype IN ('e', 'd')
           AND ('pg_type'::regclass, pg_type.oid) NOT IN (SELECT classid, objid FROM extended))
    SELECT line FROM parts ORDER BY line COLLATE "C"`;
  return rows.map(({ line }) => line);
}
