import type { CreateStmt, DropStmt, IndexStmt, Node, RenameStmt } from "libpg-query";
import { expanded } from "./alter-objections";
import { alterTable } from "./alter-table";
import { blocks, breaks, type Effect, type Lock, noEffect, type Objection, unread } from "./effect";
import { locking, maintenance, on, session } from "./maintenance";
import { nodesOf, objectName, relationName } from "./names";
import { readsAndWrites } from "./rows";
import type { World } from "./world";

const concurrently =
  "say CONCURRENTLY, in a migration of its own that begins with `-- no transaction`";
const beside = "make a new one beside it, let code use both, then drop the old one";

/** What a statement does to others who use the database, by its text alone. */
export function effectOf(node: Node, world: World): Effect {
  const { locks, objections } = known(node, world) ?? unknown(node);
  return { locks: locks.filter(({ relation }) => !world.isNew(relation)), objections };
}

function unknown(node: Node): Effect {
  const what = (Object.keys(node)[0] ?? "").replace(/Stmt$/, "");
  const why = "database/lint does not know this statement";
  return { locks: [], objections: [unread(what, why, "give it a row there, with its cases")] };
}

/** Statements that make something new, or change nothing that rows are in. */
const harmless = [
  ...["CreateSchemaStmt", "CreateSeqStmt", "CreateFunctionStmt", "CreateEnumStmt"],
  ...["CompositeTypeStmt", "CreateDomainStmt", "CreateRangeStmt", "CreateExtensionStmt"],
];

function known(node: Node, world: World): Effect | undefined {
  if ("AlterTableStmt" in node) return alterTable(node.AlterTableStmt, world);
  if ("CreateStmt" in node) return { locks: createTable(node.CreateStmt), objections: [] };
  if ("IndexStmt" in node) return createIndex(node.IndexStmt, world);
  if ("DropStmt" in node) return drop(node.DropStmt, world);
  if ("RenameStmt" in node) return rename(node.RenameStmt, world);
  if ("CreateTrigStmt" in node) {
    return locking([node.CreateTrigStmt.relation], "ShareRowExclusive", world);
  }
  if ("CreatePolicyStmt" in node) {
    return locking([node.CreatePolicyStmt.table], "AccessExclusive", world);
  }
  if ("AlterObjectSchemaStmt" in node) {
    const objection = breaks("SET SCHEMA", "code that runs looks for it where it was", beside);
    return locking(
      [node.AlterObjectSchemaStmt.relation],
      "AccessExclusive",
      world,
      () => objection,
    );
  }
  if ("ViewStmt" in node && node.ViewStmt.replace === true) {
    const { locks, objections } = readsAndWrites(node, world) ?? noEffect;
    return { locks: [...locks, ...on(node.ViewStmt.view ?? {}, "AccessExclusive")], objections };
  }
  if ("CommentStmt" in node) {
    const { objtype = "", object } = node.CommentStmt;
    return { locks: commented(objtype, objectName(object)), objections: [] };
  }
  if ("AlterEnumStmt" in node) {
    const { oldVal: former } = node.AlterEnumStmt;
    if (former === undefined) return noEffect;
    return refused(breaks(`RENAME VALUE ${former}`, "code that runs writes it", "add a value"));
  }
  if ("GrantStmt" in node) {
    if (node.GrantStmt.is_grant === true) return noEffect;
    return refused(breaks("REVOKE", "code that runs may need the right", expanded));
  }
  if (harmless.some((kind) => kind in node)) return noEffect;
  return maintenance(node, world) ?? session(node) ?? readsAndWrites(node, world);
}

function refused(objection: Objection): Effect {
  return { locks: [], objections: [objection] };
}

function createTable({ inhRelations, partbound, tableElts }: CreateStmt): readonly Lock[] {
  const mode = partbound === undefined ? "ShareUpdateExclusive" : "AccessExclusive";
  return [
    ...nodesOf("RangeVar", inhRelations).flatMap((parent) => on(parent, mode)),
    ...nodesOf("pktable", tableElts).flatMap((each) => on(each, "ShareRowExclusive")),
    ...nodesOf("TableLikeClause", tableElts).flatMap(({ relation }) => on(relation, "AccessShare")),
  ];
}

function createIndex({ relation, idxname = "", concurrent }: IndexStmt, world: World): Effect {
  if (concurrent === true) return locking([relation], "ShareUpdateExclusive", world);
  const what = `CREATE INDEX ${idxname}`.trim();
  return locking([relation], "Share", world, () =>
    blocks(what, "reads every row while nobody else may write", concurrently),
  );
}

const tables = ["OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE"];
const ofTable = ["OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"];

function drop(
  { objects = [], removeType = "OBJECT_TABLE", concurrent }: DropStmt,
  world: World,
): Effect {
  const names = objects.map(objectName);
  const what = `DROP ${removeType.replace("OBJECT_", "").replace("_", " ")} ${names.join(", ")}`;
  if (removeType === "OBJECT_INDEX") {
    const mode = concurrent === true ? "ShareUpdateExclusive" : "AccessExclusive";
    const relations = names.flatMap((name) => world.tableOf(name) ?? []);
    const why = "waits for everybody who uses the table, and lets nobody by meanwhile";
    return {
      locks: relations.map((relation) => ({ relation, mode })),
      objections: concurrent === true ? [] : [blocks(what, why, concurrently)],
    };
  }
  const relations = tables.includes(removeType)
    ? names.flatMap((name) => [name, ...world.referencesOf(name)])
    : ofTable.includes(removeType)
      ? names.map(ownerOf)
      : [];
  return {
    locks: relations.map((relation) => ({ relation, mode: "AccessExclusive" })),
    objections: names.every((name) => world.isNew(name))
      ? []
      : [breaks(what, "code that runs may still use it", expanded)],
  };
}

function rename(statement: RenameStmt, world: World): Effect {
  const { relation, renameType, subname = "", newname = "" } = statement;
  if (renameType === "OBJECT_INDEX") return noEffect;
  const what = `RENAME of ${relation === undefined ? objectName(statement.object) : relationName(relation)}`;
  const part = subname === "" ? "" : `.${subname}`;
  const objection = breaks(
    `${what}${part} to ${newname}`,
    "code that runs knows its former name",
    beside,
  );
  return relation === undefined
    ? refused(objection)
    : locking([relation], "AccessExclusive", world, () => objection);
}

function commented(type: string, name: string): readonly Lock[] {
  const relation =
    type === "OBJECT_COLUMN" ? ownerOf(name) : tables.includes(type) ? name : undefined;
  return relation === undefined ? [] : [{ relation, mode: "ShareUpdateExclusive" }];
}

/** The table of `schema.table.part`. */
function ownerOf(name: string): string {
  return name.slice(0, name.lastIndexOf("."));
}
