import type {
  CommonTableExpr,
  Constraint,
  FuncCall,
  LockingClause,
  Node,
  RangeVar,
  TableLikeClause,
} from "libpg-query";

/** `schema.name`; a name alone is one of `pg_catalog`, since nothing else is in a migration's search_path. */
export function relationName({ schemaname, relname = "" }: RangeVar): string {
  return schemaname === undefined ? relname : `${schemaname}.${relname}`;
}

/** The texts of a list of names. */
export function textsOf(nodes: readonly Node[] = []): readonly string[] {
  return nodes.flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}

/** What a DROP or COMMENT names: `schema.name`, and of a part of a table also `.part`. */
export function objectName(node: Node | undefined): string {
  if (node === undefined) return "";
  if ("List" in node) return textsOf(node.List.items).join(".");
  if ("TypeName" in node) return textsOf(node.TypeName.names).join(".");
  if ("ObjectWithArgs" in node) return textsOf(node.ObjectWithArgs.objname).join(".");
  return "String" in node ? (node.String.sval ?? "") : "";
}

/** A statement that changes rows. */
interface Change {
  readonly relation?: RangeVar;
  readonly whereClause?: Node;
}

/** What may be looked for in a tree, by the key that it stands under. */
interface Kinds {
  readonly RangeVar: RangeVar;
  readonly pktable: RangeVar;
  readonly relation: RangeVar;
  readonly Constraint: Constraint;
  readonly FuncCall: FuncCall;
  readonly LockingClause: LockingClause;
  readonly CommonTableExpr: CommonTableExpr;
  readonly TableLikeClause: TableLikeClause;
  readonly InsertStmt: Change;
  readonly UpdateStmt: Change;
  readonly DeleteStmt: Change;
  readonly MergeStmt: Change;
}

/** Every node of a kind in a tree. */
export function nodesOf<Kind extends keyof Kinds>(
  kind: Kind,
  tree: unknown,
): readonly Kinds[Kind][] {
  if (Array.isArray(tree)) return tree.flatMap((each) => nodesOf(kind, each));
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [
    ...(key === kind ? [value as Kinds[Kind]] : []),
    ...nodesOf(kind, value),
  ]);
}
