import type { AlterTableStmt, AlterTableType } from "libpg-query";
import {
  blocks,
  breaks,
  type Effect,
  type Lock,
  type LockMode,
  type Objection,
  unread,
} from "./effect";
import {
  type Action,
  constraintOf,
  expanded,
  objectToColumn,
  objectToConstraint,
  objectToDefault,
  objectToNotNull,
  objectToPartition,
  objectToValidation,
  partitionOf,
} from "./alter-objections";
import { relationName } from "./names";
import type { World } from "./world";

interface Row {
  readonly mode: LockMode;
  readonly objects?: (action: Action) => readonly Objection[];
  /** On other tables. */
  readonly locks?: (action: Action) => readonly Lock[];
}

const strong = "AccessExclusive" as const;
const inSteps = "add a new column, let code write both, copy in batches, then drop the old one";

const breaking =
  (what: string, why: string, instead: string) =>
  ({ command: { name = "" } }: Action) => [breaks(`${what} ${name}`.trim(), why, instead)];

const rewriting =
  (what: string, instead: string) =>
  ({ command: { name = "" } }: Action) => [
    blocks(`${what} ${name}`.trim(), "writes every row of the table anew", instead),
  ];

/** What may be done to a table that is in use. What has no row here is refused. */
const rows: Partial<Record<AlterTableType, Row>> = {
  AT_AddColumn: { mode: strong, objects: objectToColumn },
  AT_AddConstraint: {
    mode: strong,
    objects: objectToConstraint,
    locks: referenced("ShareRowExclusive"),
  },
  AT_ValidateConstraint: {
    mode: "ShareUpdateExclusive",
    objects: objectToValidation,
    locks: validated,
  },
  AT_AlterConstraint: { mode: strong },
  AT_SetNotNull: { mode: strong, objects: objectToNotNull },
  AT_DropNotNull: { mode: strong },
  AT_ColumnDefault: { mode: strong, objects: objectToDefault },
  AT_AddIdentity: { mode: strong },
  AT_SetStatistics: { mode: "ShareUpdateExclusive" },
  AT_SetOptions: { mode: "ShareUpdateExclusive" },
  AT_ResetOptions: { mode: "ShareUpdateExclusive" },
  AT_SetRelOptions: { mode: "ShareUpdateExclusive" },
  AT_ResetRelOptions: { mode: "ShareUpdateExclusive" },
  AT_SetStorage: { mode: strong },
  AT_SetCompression: { mode: strong },
  AT_ClusterOn: { mode: "ShareUpdateExclusive" },
  AT_DropCluster: { mode: "ShareUpdateExclusive" },
  AT_ReplicaIdentity: { mode: strong },
  AT_EnableTrig: { mode: "ShareRowExclusive" },
  AT_DropColumn: {
    mode: strong,
    objects: breaking("DROP COLUMN", "code that runs names the column", expanded),
  },
  AT_DropConstraint: {
    mode: strong,
    objects: breaking("DROP CONSTRAINT", "code that runs relies on it", expanded),
    locks: dropped,
  },
  AT_DropIdentity: {
    mode: strong,
    objects: breaking("DROP IDENTITY of", "code that runs gives it no value", expanded),
  },
  AT_DropExpression: {
    mode: strong,
    objects: breaking("DROP EXPRESSION of", "code that runs gives it no value", expanded),
  },
  AT_ChangeOwner: {
    mode: strong,
    objects: breaking(
      "OWNER TO",
      "the migrator may no longer change it",
      "leave it with the migrator",
    ),
  },
  AT_EnableRowSecurity: {
    mode: strong,
    objects: breaking(
      "ENABLE ROW LEVEL SECURITY",
      "code that runs sees no row",
      "first make the policies, and try them",
    ),
  },
  AT_ForceRowSecurity: {
    mode: strong,
    objects: breaking(
      "FORCE ROW LEVEL SECURITY",
      "its owner sees no row",
      "first make the policies, and try them",
    ),
  },
  AT_DisableTrig: {
    mode: "ShareRowExclusive",
    objects: breaking("DISABLE TRIGGER", "what it guards is unguarded", expanded),
  },
  AT_DropInherit: {
    mode: strong,
    objects: breaking("NO INHERIT", "its rows are gone from the parent", expanded),
  },
  AT_DetachPartition: {
    mode: strong,
    objects: breaking(
      "DETACH PARTITION",
      "its rows are gone from the table",
      "detach it CONCURRENTLY, as a contract",
    ),
    locks: partition(strong),
  },
  AT_AttachPartition: {
    mode: "ShareUpdateExclusive",
    objects: objectToPartition,
    locks: partition(strong),
  },
  AT_AlterColumnType: { mode: strong, objects: rewriting("another type of", inSteps) },
  AT_SetLogged: { mode: strong, objects: rewriting("SET LOGGED", "make a new table") },
  AT_SetUnLogged: { mode: strong, objects: rewriting("SET UNLOGGED", "make a new table") },
  AT_SetTableSpace: { mode: strong, objects: rewriting("SET TABLESPACE", "make a new table") },
  AT_SetAccessMethod: { mode: strong, objects: rewriting("SET ACCESS METHOD", "make a new table") },
  AT_SetExpression: { mode: strong, objects: rewriting("SET EXPRESSION of", inSteps) },
};

export function alterTable({ relation = {}, cmds = [] }: AlterTableStmt, world: World): Effect {
  const table = relationName(relation);
  const actions = cmds.flatMap((each) =>
    "AlterTableCmd" in each ? [{ table, command: each.AlterTableCmd, world }] : [],
  );
  const effects = actions.map((action): Effect => {
    const { subtype } = action.command;
    const row = subtype === undefined ? undefined : rows[subtype];
    if (row === undefined) {
      const what = `ALTER TABLE with ${subtype ?? "nothing"}`;
      const objection = unread(what, "database/lint does not know it", "give it a row there");
      return { locks: [{ relation: table, mode: strong }], objections: [objection] };
    }
    const mode = isForeignKey(action) ? "ShareRowExclusive" : row.mode;
    return {
      locks: [{ relation: table, mode }, ...(row.locks?.(action) ?? [])],
      objections: world.isNew(table) ? [] : (row.objects?.(action) ?? []),
    };
  });
  return {
    locks: effects.flatMap(({ locks }) => locks),
    objections: effects.flatMap(({ objections }) => objections),
  };
}

function isForeignKey(action: Action): boolean {
  return (
    action.command.subtype === "AT_AddConstraint" &&
    constraintOf(action).contype === "CONSTR_FOREIGN"
  );
}

function partition(mode: LockMode) {
  return ({ command: { def } }: Action): readonly Lock[] => {
    const relation = partitionOf(def);
    return relation === undefined ? [] : [{ relation, mode }];
  };
}

function referenced(mode: LockMode) {
  return (action: Action): readonly Lock[] => {
    const { pktable } = constraintOf(action);
    return pktable === undefined ? [] : [{ relation: relationName(pktable), mode }];
  };
}

function validated({ table, command: { name }, world }: Action): readonly Lock[] {
  const { references, isValid = true } = world.constraint(table, name) ?? {};
  return references === undefined || isValid ? [] : [{ relation: references, mode: "RowShare" }];
}

function dropped({ table, command: { name }, world }: Action): readonly Lock[] {
  const relation = world.constraint(table, name)?.references;
  return relation === undefined ? [] : [{ relation, mode: strong }];
}
