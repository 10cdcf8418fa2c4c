import type { AlterTableStmt, Constraint, CreateStmt, Node } from "libpg-query";
import { nodesOf, objectName, relationName, textsOf } from "./names";

export interface KnownConstraint {
  readonly table: string;
  /** The table that a foreign key points to. */
  readonly references: string | undefined;
  /** The column of which it says that it is never null. */
  readonly neverNull: string | undefined;
  readonly isValid: boolean;
  /** Whether the script that is being read made it. */
  readonly isNew: boolean;
}

/** What the migrations so far have made, as far as locks depend on it. */
export class World {
  private readonly made = new Set<string>();
  private readonly tableOfIndex = new Map<string, string>();
  private readonly constraints = new Map<string, KnownConstraint>();

  /** The next script begins: what was made before is there, and others use it. */
  public begin(): void {
    this.made.clear();
    for (const [name, constraint] of this.constraints) {
      this.constraints.set(name, { ...constraint, isNew: false });
    }
  }

  /** Whether the script itself made a relation, so that nobody else can have it. */
  public isNew(relation: string): boolean {
    return this.made.has(relation);
  }

  public tableOf(index: string): string | undefined {
    return this.tableOfIndex.get(index);
  }

  public constraint(table: string, name = ""): KnownConstraint | undefined {
    return this.constraints.get(`${table}.${name}`);
  }

  /** Tables that the rows of a table point to. */
  public referencesOf(table: string): readonly string[] {
    return [...this.constraints.values()].flatMap((each) =>
      each.table === table && each.references !== undefined ? [each.references] : [],
    );
  }

  public isNeverNull(table: string, column = ""): boolean {
    return [...this.constraints.values()].some(
      (each) => each.table === table && each.neverNull === column && each.isValid,
    );
  }

  /** Takes in what a statement makes. */
  public learn(node: Node): void {
    if ("CreateStmt" in node) this.learnTable(node.CreateStmt);
    if ("AlterTableStmt" in node) this.learnChanges(node.AlterTableStmt);
    if ("CreateTableAsStmt" in node) this.add(node.CreateTableAsStmt.into?.rel);
    if ("ViewStmt" in node && node.ViewStmt.replace !== true) this.add(node.ViewStmt.view);
    if ("CreateSeqStmt" in node) this.add(node.CreateSeqStmt.sequence);
    if ("IndexStmt" in node) {
      const { relation = {}, idxname = "" } = node.IndexStmt;
      const { schemaname = "" } = relation;
      this.tableOfIndex.set(`${schemaname}.${idxname}`, relationName(relation));
    }
    if ("DropStmt" in node && node.DropStmt.removeType === "OBJECT_TABLE") {
      for (const object of node.DropStmt.objects ?? []) this.forget(objectName(object));
    }
  }

  private add(relation: CreateStmt["relation"]): void {
    if (relation !== undefined) this.made.add(relationName(relation));
  }

  private forget(table: string): void {
    for (const [name, constraint] of this.constraints) {
      if (constraint.table === table) this.constraints.delete(name);
    }
  }

  private learnTable({ relation = {}, tableElts = [] }: CreateStmt): void {
    this.add(relation);
    for (const constraint of nodesOf("Constraint", tableElts)) {
      this.learnConstraint(relationName(relation), constraint);
    }
  }

  private learnChanges({ relation = {}, cmds = [] }: AlterTableStmt): void {
    const table = relationName(relation);
    for (const command of cmds.flatMap((each) =>
      "AlterTableCmd" in each ? [each.AlterTableCmd] : [],
    )) {
      const { subtype, name = "", def } = command;
      for (const constraint of nodesOf("Constraint", def)) {
        this.learnConstraint(table, constraint);
      }
      const known = this.constraint(table, name);
      if (subtype === "AT_ValidateConstraint" && known !== undefined) {
        this.constraints.set(`${table}.${name}`, { ...known, isValid: true });
      }
      if (subtype === "AT_DropConstraint") this.constraints.delete(`${table}.${name}`);
    }
  }

  private learnConstraint(table: string, constraint: Constraint): void {
    const { contype, conname, pktable, raw_expr: expression, skip_validation: skip } = constraint;
    if (contype !== "CONSTR_FOREIGN" && contype !== "CONSTR_CHECK") return;
    // One without a name is none that another statement names.
    const name = conname ?? `${String(this.constraints.size)} of ${contype}`;
    this.constraints.set(`${table}.${name}`, {
      table,
      references: pktable === undefined ? undefined : relationName(pktable),
      neverNull: neverNull(expression),
      isValid: skip !== true,
      isNew: true,
    });
  }
}

function neverNull(expression: Node | undefined): string | undefined {
  if (expression === undefined || !("NullTest" in expression)) return undefined;
  const { nulltesttype, arg } = expression.NullTest;
  if (nulltesttype !== "IS_NOT_NULL" || arg === undefined || !("ColumnRef" in arg))
    return undefined;
  return textsOf(arg.ColumnRef.fields).at(-1);
}
