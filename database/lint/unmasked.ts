import type { ColumnDef, Node } from "libpg-query";
import { missing } from "../mask/columns";
import type { MaskingRules } from "../mask/kinds";
import { objectName, relationName } from "./names";
import { unread } from "./effect";
import type { Finding, Source } from "./lint";
import { readStatements, type Statement } from "./read-statements";

/**
 * Columns that migrations make and that have no rule for the way to staging, each at the statement that makes it. Needs
 * `libpg-query` to be loaded.
 */
export function unmasked(sources: readonly Source[], rules: MaskingRules): readonly Finding[] {
  const made = new Map<string, Finding>();
  for (const { file, up } of sources) {
    for (const statement of readStatements(up).statements) learn(made, file, statement);
  }
  return [...made].flatMap(([name, finding]) => {
    const [schema = "", table = "", column = ""] = name.split(".");
    return rules.get(`${schema}.${table}`)?.has(column) === true ? [] : [finding];
  });
}

function learn(made: Map<string, Finding>, file: string, { node, line, text }: Statement): void {
  const add = (table: string, column: string) => {
    const instead = missing(table, column).replace(/^has no rule: /, "");
    const why = "a copy of production's rows in staging would hold it as it is";
    const objection = unread(`a column without a masking rule: ${table}.${column}`, why, instead);
    made.set(`${table}.${column}`, {
      ...{ file, line, statement: text.replaceAll(/\s+/g, " "), objection, locks: [] },
    });
  };
  const forget = (prefix: string) => {
    for (const name of made.keys())
      if (name === prefix || name.startsWith(`${prefix}.`)) made.delete(name);
  };
  if ("CreateStmt" in node && node.CreateStmt.relation !== undefined) {
    const table = relationName(node.CreateStmt.relation);
    for (const name of columnsIn(node.CreateStmt.tableElts)) add(table, name);
  } else if ("AlterTableStmt" in node && node.AlterTableStmt.relation !== undefined) {
    const table = relationName(node.AlterTableStmt.relation);
    for (const command of node.AlterTableStmt.cmds ?? []) {
      if (!("AlterTableCmd" in command)) continue;
      const { subtype, def, name = "" } = command.AlterTableCmd;
      if (subtype === "AT_AddColumn") for (const each of columnsIn(def && [def])) add(table, each);
      if (subtype === "AT_DropColumn") forget(`${table}.${name}`);
    }
  } else if ("RenameStmt" in node && node.RenameStmt.relation !== undefined) {
    const { relation, renameType, subname = "", newname = "" } = node.RenameStmt;
    const table = relationName(relation);
    if (renameType === "OBJECT_COLUMN") {
      forget(`${table}.${subname}`);
      add(table, newname);
    } else if (renameType === "OBJECT_TABLE") {
      const names = [...made.keys()].filter((each) => each.startsWith(`${table}.`));
      forget(table);
      const renamed = `${relation.schemaname ?? ""}.${newname}`;
      for (const each of names) add(renamed, each.slice(table.length + 1));
    }
  } else if ("DropStmt" in node) {
    for (const object of node.DropStmt.objects ?? []) forget(objectName(object));
  }
}

function columnsIn(nodes: readonly Node[] = []): readonly string[] {
  const isComputed = ({ constraints = [] }: ColumnDef) =>
    constraints.some(
      (each) => "Constraint" in each && each.Constraint.contype === "CONSTR_GENERATED",
    );
  return nodes.flatMap((node) =>
    "ColumnDef" in node && !isComputed(node.ColumnDef) ? [node.ColumnDef.colname ?? ""] : [],
  );
}
