import type { Node, RangeVar } from "libpg-query";
import { blocks, type Effect, type Lock, type Objection, unread } from "./effect";
import { nodesOf, relationName, textsOf } from "./names";
import type { World } from "./world";

const kinds = [
  ...["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"],
  ...["ViewStmt", "CreateTableAsStmt"],
];

/** What reads and writes rows: locks on what it names, and an objection to what may do more than it says. */
export function readsAndWrites(node: Node, world: World): Effect | undefined {
  if (!kinds.some((kind) => kind in node)) return undefined;
  const written = (["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"] as const).flatMap(
    (kind) => nodesOf(kind, node).map((statement) => ({ kind, ...statement })),
  );
  const ctes = nodesOf("CommonTableExpr", node).map(({ ctename }) => ctename ?? "");
  const read = nodesOf("RangeVar", node).map(relationName);
  const readMode = nodesOf("LockingClause", node).length > 0 ? "RowShare" : "AccessShare";
  const writes = written.map(({ relation = {} }) => relationName(relation));
  const locks: readonly Lock[] = [
    ...read.map((relation): Lock => ({ relation, mode: readMode })),
    ...writes.map((relation): Lock => ({ relation, mode: "RowExclusive" })),
  ];
  const whole = written.filter(
    ({ kind, relation = {}, whereClause }) =>
      (kind === "UpdateStmt" || kind === "DeleteStmt") &&
      whereClause === undefined &&
      !world.isNew(relationName(relation)),
  );
  return {
    locks: locks.filter(({ relation }) => !ctes.includes(relation)),
    objections: [...whole.map(objectToWhole), ...callsIn(node)],
  };
}

function objectToWhole({ kind, relation = {} }: { kind: string; relation?: RangeVar }): Objection {
  const what = `${kind.replace("Stmt", "").toUpperCase()} of every row of ${relationName(relation)}`;
  return blocks(what, "keeps every row locked until it ends", "let code do it, in batches");
}

/** Functions of PostgreSQL's own do what their names say; what another one does is not in this text. */
function callsIn(node: Node): readonly Objection[] {
  return nodesOf("FuncCall", node).flatMap(({ funcname }) => {
    const names = textsOf(funcname);
    if (names.length < 2 || names[0] === "pg_catalog") return [];
    const instead = "write the statements themselves";
    return [unread(`a call of ${names.join(".")}`, "what it does is not in this text", instead)];
  });
}
