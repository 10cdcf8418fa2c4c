import type { AlterTableCmd, ColumnDef, Constraint, PartitionCmd } from "libpg-query";
import { blocks, breaks, type Objection } from "./effect";
import { nodesOf, relationName, textsOf } from "./names";
import type { World } from "./world";

/** What is done to a table. */
export interface Action {
  readonly table: string;
  readonly command: AlterTableCmd;
  readonly world: World;
}

export const expanded = "first let the code do without it, in a release of its own";

export function objectToColumn({ command: { def } }: Action): readonly Objection[] {
  const column: ColumnDef = def !== undefined && "ColumnDef" in def ? def.ColumnDef : {};
  const { colname = "", constraints = [], typeName } = column;
  const all = constraints.flatMap((each) => ("Constraint" in each ? [each.Constraint] : []));
  const has = (type: Constraint["contype"]) => all.find(({ contype }) => contype === type);
  const what = `ADD COLUMN ${colname}`;
  const byDefault = has("CONSTR_DEFAULT")?.raw_expr;
  const objections: Objection[] = [];
  if (has("CONSTR_NOTNULL") !== undefined && byDefault === undefined) {
    objections.push(
      breaks(
        `${what} NOT NULL without a default`,
        "code that runs gives it no value",
        "give it a default, or add it without NOT NULL",
      ),
    );
  }
  const isSerial = (textsOf(typeName?.names).at(-1) ?? "").includes("serial");
  if (
    isSerial ||
    has("CONSTR_IDENTITY") !== undefined ||
    has("CONSTR_GENERATED") !== undefined ||
    isVolatile(byDefault)
  ) {
    objections.push(
      blocks(
        `${what} with a value of its own for each row`,
        "writes every row of the table anew",
        "add it without, set the default in a second statement, and fill older rows in batches",
      ),
    );
  }
  const inline = [
    "CONSTR_UNIQUE",
    "CONSTR_PRIMARY",
    "CONSTR_CHECK",
    "CONSTR_FOREIGN",
    "CONSTR_EXCLUSION",
  ] as const;
  if (inline.some((type) => has(type) !== undefined)) {
    objections.push(
      blocks(
        `${what} with a constraint`,
        "reads every row while nobody else may",
        "add the constraint by a statement of its own: NOT VALID, or USING INDEX",
      ),
    );
  }
  return objections;
}

/** Functions that give one value for the whole statement. */
const steady = ["now", "transaction_timestamp", "statement_timestamp"];

function isVolatile(expression: unknown): boolean {
  return nodesOf("FuncCall", expression).some(
    ({ funcname }) => !steady.includes(textsOf(funcname).at(-1) ?? ""),
  );
}

export function objectToConstraint(action: Action): readonly Objection[] {
  const { contype, conname = "", skip_validation: skip, indexname } = constraintOf(action);
  const what = `ADD CONSTRAINT ${conname}`.trim();
  if (contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN") {
    return skip === true
      ? []
      : [
          blocks(
            what,
            "reads every row while nobody else may write",
            "add it NOT VALID, and VALIDATE CONSTRAINT in the next migration",
          ),
        ];
  }
  if (indexname !== undefined) return [];
  return [
    blocks(
      what,
      "builds an index while nobody else may read or write",
      "CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own, then ADD CONSTRAINT … USING INDEX",
    ),
  ];
}

export function objectToValidation({
  table,
  command: { name },
  world,
}: Action): readonly Objection[] {
  if (world.constraint(table, name)?.isNew !== true) return [];
  return [
    blocks(
      `VALIDATE CONSTRAINT ${name ?? ""}`,
      "reads every row while the lock of ADD CONSTRAINT before it is still held",
      "give it a migration of its own",
    ),
  ];
}

export function objectToNotNull({
  table,
  command: { name = "" },
  world,
}: Action): readonly Objection[] {
  const what = `SET NOT NULL of ${name}`;
  const breaking = breaks(what, "code that runs may leave it empty", expanded);
  if (world.isNeverNull(table, name)) return [breaking];
  return [
    breaking,
    blocks(
      what,
      "reads every row while nobody else may read or write",
      `first CHECK (${name} IS NOT NULL) NOT VALID, then VALIDATE CONSTRAINT: with it nothing is read`,
    ),
  ];
}

export function objectToDefault({ command: { name = "", def } }: Action): readonly Objection[] {
  return def === undefined
    ? [breaks(`DROP DEFAULT of ${name}`, "code that runs gives it no value", expanded)]
    : [];
}

export function objectToPartition({ command: { def }, world }: Action): readonly Objection[] {
  const name = partitionOf(def);
  if (name === undefined || world.isNew(name)) return [];
  return [
    blocks(
      `ATTACH PARTITION ${name}`,
      "reads every row of it, unless a CHECK says what they are",
      "attach it while it is new and empty",
    ),
  ];
}

export function constraintOf({ command: { def } }: Action): Constraint {
  return def !== undefined && "Constraint" in def ? def.Constraint : {};
}

export function partitionOf(def: AlterTableCmd["def"]): string | undefined {
  const command: PartitionCmd = def !== undefined && "PartitionCmd" in def ? def.PartitionCmd : {};
  return command.name === undefined ? undefined : relationName(command.name);
}
