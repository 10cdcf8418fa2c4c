import type { Node, RangeVar } from "libpg-query";
import {
  blocks,
  breaks,
  type Effect,
  type Lock,
  type LockMode,
  lockModes,
  noEffect,
  type Objection,
  unread,
} from "./effect";
import { nodesOf, relationName, textsOf } from "./names";
import type { World } from "./world";

/** A lock on a relation, where there is one. */
export function on(relation: RangeVar | undefined, mode: LockMode): readonly Lock[] {
  return relation === undefined ? [] : [{ relation: relationName(relation), mode }];
}

/** A lock on relations, and an objection to it for those that others have. */
export function locking(
  relations: readonly (RangeVar | undefined)[],
  mode: LockMode,
  world: World,
  objection?: (name: string) => Objection,
): Effect {
  const locks = relations.flatMap((each) => on(each, mode));
  const others = locks.filter(({ relation }) => !world.isNew(relation));
  return {
    locks,
    objections: objection === undefined ? [] : others.map(({ relation }) => objection(relation)),
  };
}

/** What reads or writes whole tables. */
export function maintenance(node: Node, world: World): Effect | undefined {
  if ("TruncateStmt" in node) {
    const relations = nodesOf("RangeVar", node.TruncateStmt.relations);
    return locking(relations, "AccessExclusive", world, (name) =>
      breaks(`TRUNCATE ${name}`, "its rows are gone", "delete rows from outside, in batches"),
    );
  }
  if ("LockStmt" in node) {
    const { mode = lockModes.length, relations } = node.LockStmt;
    const named = lockModes[mode - 1] ?? "AccessExclusive";
    const instead = "leave it out: each statement takes the lock that it needs";
    return locking(nodesOf("RangeVar", relations), named, world, (name) =>
      blocks(`LOCK TABLE ${name}`, "holds it until the migration ends", instead),
    );
  }
  if ("RefreshMatViewStmt" in node) {
    const { relation, concurrent } = node.RefreshMatViewStmt;
    if (concurrent === true) return locking([relation], "Exclusive", world);
    const instead = "say CONCURRENTLY, which needs a unique index on it";
    return locking([relation], "AccessExclusive", world, (name) =>
      blocks(`REFRESH ${name}`, "computes it anew while nobody may read it", instead),
    );
  }
  const [kind] = ["VacuumStmt", "ClusterStmt", "ReindexStmt"].filter((each) => each in node);
  if (kind === undefined) return undefined;
  const what = kind.replace("Stmt", "").toUpperCase();
  const instead = "run it from outside: no schema changes by it";
  return {
    locks: nodesOf("relation", node).flatMap((each) => on(each, "AccessExclusive")),
    objections: [blocks(what, "reads or writes the whole table", instead)],
  };
}

/** What concerns the session that runs the migration. */
export function session(node: Node): Effect | undefined {
  const refused = (what: string, why: string, instead: string): Effect => ({
    locks: [],
    objections: [unread(what, why, instead)],
  });
  if ("VariableSetStmt" in node) {
    const { is_local: isLocal, name = "" } = node.VariableSetStmt;
    if (name === "lock_timeout" || name === "search_path") {
      return refused(`SET ${name}`, "the runner sets it", "name things with their schema");
    }
    if (isLocal === true) return noEffect;
    return refused(`SET ${name}`, "it stays set for those after it", "say SET LOCAL");
  }
  if ("TransactionStmt" in node) {
    const why = "a migration is one transaction with its line in the log";
    return refused("BEGIN, COMMIT or ROLLBACK", why, "leave it out, or write two migrations");
  }
  if ("CallStmt" in node) {
    const name = textsOf(node.CallStmt.funccall?.funcname).join(".");
    const instead = "write the statements themselves";
    return refused(`CALL ${name}`, "what it does is not in this text", instead);
  }
  return undefined;
}
