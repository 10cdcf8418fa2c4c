import type postgres from "postgres";
import { Failure } from "../failure";
import { type ColumnRule, fakes, type MaskingRules } from "./kinds";
import { rulesFile } from "./read-rules";

/** What must not be, and what mends it; nothing was written. */
export class MaskingError extends Failure {}

export interface Column {
  readonly name: string;
  /** Quoted, for statements. */
  readonly quoted: string;
  /** Of a domain the one below it; of an array its elements'. */
  readonly type: string;
  readonly isArray: boolean;
  readonly isRequired: boolean;
}

/** A table with rows of its own. */
export interface Table {
  readonly schema: string;
  /** `schema.name`, of a partition its whole table's: that has the rules. */
  readonly ruled: string;
  readonly quoted: string;
  readonly estimatedRows: number;
  readonly columns: readonly Column[];
}

export interface RuledColumn extends Column {
  readonly rule: ColumnRule;
}

export interface RuledTable extends Table {
  readonly columns: readonly RuledColumn[];
}

/** Columns that are computed are computed anew. */
export async function tablesOf(
  sql: postgres.Sql | postgres.TransactionSql,
): Promise<readonly Table[]> {
  const rows = await sql.unsafe<
    { schema: string; ruled: string; quoted: string; estimated: number; columns: string }[]
  >(`
    SELECT own.nspname AS schema, pg_catalog.concat(whole_schema.nspname, '.', whole.relname) AS ruled,
           pg_catalog.format('%I.%I', own.nspname, c.relname) AS quoted, greatest(c.reltuples, 0)::float8 AS estimated,
           coalesce((SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
              'name', attname, 'quoted', pg_catalog.quote_ident(attname), 'isRequired', attnotnull,
              'isArray', base.typcategory = 'A',
              'type', pg_catalog.format_type(CASE WHEN base.typcategory = 'A' THEN base.typelem ELSE base.oid END, NULL)) ORDER BY attnum)
             FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type AS t ON t.oid = atttypid
             JOIN pg_catalog.pg_type AS base ON base.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''), '[]')::pg_catalog.text AS columns
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS own ON own.oid = c.relnamespace
      JOIN pg_catalog.pg_class AS whole ON whole.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
      JOIN pg_catalog.pg_namespace AS whole_schema ON whole_schema.oid = whole.relnamespace
     WHERE c.relkind = 'r' AND own.nspname NOT IN ('pg_catalog', 'information_schema') AND own.nspname NOT LIKE 'pg\\_t%'
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                          AND objid = c.oid AND deptype = 'e')
     ORDER BY quoted`);
  return rows.map(({ estimated, columns, ...table }) => ({
    ...{ ...table, estimatedRows: estimated },
    columns: JSON.parse(columns) as Column[],
  }));
}

/** @throws MaskingError with every column that has no rule, or one that its type does not take. */
export function ruled(tables: readonly Table[], rules: MaskingRules): readonly RuledTable[] {
  const problems: string[] = [];
  const done = tables.map((table) => ({
    ...table,
    columns: table.columns.flatMap((column) => {
      const rule = rules.get(table.ruled)?.get(column.name);
      const problem =
        rule === undefined ? missing(table.ruled, column.name) : mismatch(column, rule);
      if (problem !== undefined) problems.push(`${table.ruled}.${column.name} ${problem}`);
      return rule === undefined ? [] : [{ ...column, rule }];
    }),
  }));
  if (problems.length > 0) throw new MaskingError([...new Set(problems)].join("\n"));
  return done;
}

export function missing(table: string, column: string): string {
  return `has no rule: below ${table} in ${rulesFile} add a line like \`${column}: text\` or \`${column}: { keep: <why> }\``;
}

const texts = ["text", "character varying", "character", "citext"];
const dates = ["date", "timestamp without time zone", "timestamp with time zone"];
const jsons = ["json", "jsonb"];
const takes: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(fakes.map((fake) => [fake, texts])),
  id: [...texts, "uuid", "bigint"],
  date: [...texts, ...dates],
  json: jsons,
};

function mismatch({ type, isRequired }: Column, { kind }: ColumnRule): string | undefined {
  if (kind === "keep" && jsons.includes(type))
    return `is ${type}, and kept as a whole: say it by path, { json: { <path>: <rule> } }`;
  if (kind === "null" && isRequired) return "is NOT NULL: choose another rule than null";
  const types = takes[kind];
  if (types === undefined || types.includes(type)) return undefined;
  return `is ${type}, and ${kind} is for ${types.join(", ")}: choose keep, null or fixed`;
}
