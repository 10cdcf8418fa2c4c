import { loadModule } from "libpg-query";
import { type Effect, type Lock, type Objection, strongest, unread } from "./effect";
import { readStatements, type Statement } from "./read-statements";
import { effectOf } from "./statements";
import { World } from "./world";

/** A script and where it stands. */
export interface Source {
  readonly file: string;
  readonly up: string;
  readonly backFile: string;
  readonly back: string;
  readonly inTransaction: boolean;
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  /** The statement, in one line. */
  readonly statement: string;
  readonly objection: Objection;
  /** The locks of the statement. */
  readonly locks: readonly Lock[];
}

export interface Linted {
  readonly file: string;
  /** The number of the migration that prepared this one, where it is marked as a contract. */
  readonly expand: number | undefined;
  readonly findings: readonly Finding[];
  /** What it is going to hold, on relations that were there before it. */
  readonly locks: readonly Lock[];
}

const mark = /^-- contract: expand (\d+)$/m;

/** The number of the migration that prepared it, where a script is marked as a contract. */
export function expandOf(up: string): number | undefined {
  const number = mark.exec(up)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Judges migrations in their order, since what one may do depends on what those before it made. */
export async function lint(sources: readonly Source[]): Promise<readonly Linted[]> {
  await loadModule();
  const world = new World();
  return sources.map((source) => lintOne(source, world));
}

function lintOne(source: Source, world: World): Linted {
  const { file, up, backFile, back, inTransaction } = source;
  world.begin();
  const script = readStatements(up);
  const effects = script.statements.map((statement) => {
    const effect = effectOf(statement.node, world);
    world.learn(statement.node);
    return { statement, effect };
  });
  return {
    file,
    expand: expandOf(up),
    findings: [
      ...script.unread.map(({ line, text, objection }) => finding(file, { line, text }, objection)),
      ...effects.flatMap(({ statement, effect }) => findingsOf(file, statement, effect)),
      ...placed(file, script.statements, inTransaction),
      ...lintBack(backFile, back, inTransaction, world),
    ].sort((one, other) => one.line - other.line),
    locks: strongest(effects.flatMap(({ effect }) => effect.locks)),
  };
}

/** The way back may break what is new, but it runs while others work. */
function lintBack(file: string, text: string, inTransaction: boolean, world: World): Finding[] {
  const script = readStatements(text);
  return [
    ...script.unread.map(({ line, text: words, objection }) =>
      finding(file, { line, text: words }, objection),
    ),
    ...script.statements
      .flatMap((statement) => findingsOf(file, statement, effectOf(statement.node, world)))
      .filter(({ objection }) => objection.kind !== "breaks"),
    ...placed(file, script.statements, inTransaction),
  ];
}

/** What runs outside of a transaction runs alone: the runner repeats it where it ended in its middle. */
function placed(file: string, statements: readonly Statement[], inTransaction: boolean): Finding[] {
  const loose = statements.filter(({ node }) => isConcurrent(node));
  if (inTransaction) {
    const instead = "begin the file, and its .back.sql, with `-- no transaction`";
    return loose.map((statement) =>
      finding(
        file,
        statement,
        unread("CONCURRENTLY", "PostgreSQL refuses it in a transaction", instead),
      ),
    );
  }
  if (statements.length === 1 && loose.length === 1) return [];
  const [first = { line: 1, text: "" }] = statements.filter((each) => !loose.includes(each));
  const why = "what is done before it stops in its middle stays, and is done once more";
  const instead = "put one CONCURRENTLY statement into it and nothing else";
  return [finding(file, first, unread("`-- no transaction`", why, instead))];
}

function isConcurrent(node: Statement["node"]): boolean {
  if ("IndexStmt" in node) return node.IndexStmt.concurrent === true;
  return "DropStmt" in node && node.DropStmt.concurrent === true;
}

function findingsOf(file: string, statement: Statement, effect: Effect): readonly Finding[] {
  return effect.objections.map((objection) => finding(file, statement, objection, effect.locks));
}

function finding(
  file: string,
  { line, text }: Pick<Statement, "line" | "text">,
  objection: Objection,
  locks: readonly Lock[] = [],
): Finding {
  return {
    file,
    line,
    statement: text.replaceAll(/\s+/g, " "),
    objection,
    locks: strongest(locks),
  };
}
