import { MaskingError } from "./columns";
import type { ColumnRule, MaskingRules } from "./kinds";
import { fakeDomain } from "./pseudonyms";

/** A rule of a Neon branch, as AnonymizedBranch of providers/neon takes it. */
export interface NeonRule {
  readonly databaseName: string;
  readonly schemaName: string;
  readonly tableName: string;
  readonly columnName: string;
  readonly maskingFunction: string;
}

/**
 * The rules for a Neon branch that is masked where it lies, by PostgreSQL Anonymizer. Fakes have the same forms there, by its salted
 * hash and not by our key; strict functions, so that nothing stays nothing.
 *
 * @throws MaskingError with each column that its expressions can't mask: a path of JSON has no rule there, and what has none would
 * stay as it is.
 */
export function neonRules(rules: MaskingRules, databaseName: string): readonly NeonRule[] {
  const problems: string[] = [];
  const made = [...rules].flatMap(([table, columns]) => {
    const [schemaName = "", tableName = ""] = table.split(".");
    return [...columns].flatMap(([columnName, rule]) => {
      const column = `"${columnName.replaceAll('"', '""')}"`;
      if (rule.kind === "keep") return [];
      const maskingFunction = expressionOf(rule, column);
      if (maskingFunction === undefined) {
        problems.push(
          `${table}.${columnName} is ${rule.kind}, for which a Neon branch has no rule`,
        );
        return [];
      }
      return [{ databaseName, schemaName, tableName, columnName, maskingFunction }];
    });
  });
  if (problems.length === 0) return made;
  throw new MaskingError(`${problems.join("\n")}\nWhat masks it is \`make staging-data\``);
}

function expressionOf(rule: ColumnRule, column: string): string | undefined {
  const hash = `anon.hash(${column})`;
  const hex = (count: number) => `pg_catalog.left(${hash}, ${String(count)})`;
  const digits = (count: number) => `pg_catalog.translate(${hex(count)}, 'abcdef', '012345')`;
  switch (rule.kind) {
    case "null":
      return "NULL";
    case "fixed":
      return typeof rule.value === "string"
        ? `'${rule.value.replaceAll("'", "''")}'`
        : String(rule.value);
    case "name":
    case "address":
      return `pg_catalog.textcat('Masked ', ${hex(16)})`;
    case "mail":
      return `pg_catalog.textcat(${hex(24)}, '@${fakeDomain}')`;
    case "phone":
      return `pg_catalog.textcat('+999', ${digits(12)})`;
    case "card":
      return `pg_catalog.textcat('999999', ${digits(10)})`;
    case "text":
      return hex(32);
    case "id":
      // Of other types than text, and behind a prefix, it would have to be cast, which it may not.
      return rule.prefixes.length === 0 ? hex(32) : undefined;
    case "date":
    case "json":
    case "keep":
      return undefined;
  }
}
