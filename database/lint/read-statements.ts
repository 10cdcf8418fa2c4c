import { hasSqlDetails, type Node, parsePlPgSQLSync, parseSync } from "libpg-query";
import { type Objection, unread } from "./effect";

/** A statement of a script, or one inside of a DO block. */
export interface Statement {
  readonly line: number;
  readonly text: string;
  readonly node: Node;
}

export interface Unread {
  readonly line: number;
  readonly text: string;
  readonly objection: Objection;
}

/** What a script says, and what of it can't be read. */
export interface Script {
  readonly statements: readonly Statement[];
  readonly unread: readonly Unread[];
}

const emptyStatement: Node = { List: {} };
const plainly = "write the statements themselves";

/**
 * Needs `libpg-query` to be loaded.
 *
 * @param from - the line that the text begins on.
 */
export function readStatements(sql: string, from = 1): Script {
  const bytes = Buffer.from(sql);
  const lineAt = (place: number) =>
    from + bytes.subarray(0, place).toString().split("\n").length - 1;
  try {
    const parts = (parseSync(`${sql}\n;`).stmts ?? []).map(
      ({ stmt, stmt_location: start = 0, stmt_len }) => {
        const end = stmt_len === undefined ? bytes.length : start + stmt_len;
        const text = bytes.subarray(start, end).toString().trim();
        return readOne({ line: lineAt(start), text, node: stmt ?? emptyStatement });
      },
    );
    return joined(parts);
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const line = lineAt(error.sqlDetails?.cursorPosition ?? 0);
    const objection = unread("a text that is no SQL", error.message, "mend the statement");
    return {
      statements: [],
      unread: [{ line, text: sql.split("\n")[line - from] ?? "", objection }],
    };
  }
}

function joined(parts: readonly Script[]): Script {
  return {
    statements: parts.flatMap(({ statements }) => statements),
    unread: parts.flatMap(({ unread }) => unread),
  };
}

function readOne(statement: Statement): Script {
  if (!("DoStmt" in statement.node)) return { statements: [statement], unread: [] };
  const language = languageOf(statement.node.DoStmt.args ?? []);
  if (language !== "plpgsql") {
    const objection = unread(`DO LANGUAGE ${language}`, "only plpgsql is read", plainly);
    return { statements: [], unread: [{ ...statement, objection }] };
  }
  try {
    const code = parsePlPgSQLSync(statement.text) as unknown;
    const parts = partsOf(code, 1).map(({ part, line }) =>
      readPart(part, statement.line + line - 1),
    );
    return joined(parts);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { statements: [], unread: [{ ...statement, objection: unread("DO", why, plainly) }] };
  }
}

function languageOf(args: readonly Node[]): string {
  const [named] = args.flatMap((each) =>
    "DefElem" in each && each.DefElem.defname === "language" ? [each.DefElem.arg] : [],
  );
  return named !== undefined && "String" in named ? (named.String.sval ?? "") : "plpgsql";
}

type Part = Readonly<Record<string, unknown>>;

/** Everything in the tree of a PL/pgSQL block that holds SQL. */
function partsOf(
  tree: unknown,
  line: number,
): readonly { readonly part: Part; readonly line: number }[] {
  if (Array.isArray(tree)) return tree.flatMap((each) => partsOf(each, line));
  if (typeof tree !== "object" || tree === null) return [];
  const part = tree as Part;
  const here = typeof part.lineno === "number" ? part.lineno : line;
  const dynamic = dynamicIn(part);
  const own = "PLpgSQL_expr" in part || dynamic !== undefined ? [{ part, line: here }] : [];
  const inner = Object.values(dynamic ?? part).filter((each) => each !== dynamic?.query);
  return [...own, ...inner.flatMap((each) => partsOf(each, here))];
}

/** A statement whose SQL, `query`, is put together while it runs. */
function dynamicIn(part: Part): Part | undefined {
  const kinds = ["PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors"];
  const found = kinds.map((kind) => part[kind]).find((each) => each !== undefined);
  if (found !== undefined) return found as Part;
  return part.dynquery === undefined ? undefined : { ...part, query: part.dynquery };
}

function readPart(part: Part, line: number): Script {
  const dynamic = dynamicIn(part);
  if (dynamic === undefined) return readExpression(part, line);
  const text = queryOf(dynamic.query as Part).query;
  const literal = constantOf(text);
  if (literal !== undefined) return readStatements(literal, line);
  const objection = unread(
    "EXECUTE of a text that is put together while it runs",
    `what ${text} says is seen only then`,
    plainly,
  );
  return { statements: [], unread: [{ line, text: `EXECUTE ${text}`, objection }] };
}

function readExpression(part: Part, line: number): Script {
  const { query, parseMode } = queryOf(part);
  // 0 is a statement, 1 a type, 2 an expression; the others are assignments.
  if (parseMode === 0) return readStatements(query, line);
  if (parseMode === 1) return { statements: [], unread: [] };
  return readStatements(`SELECT ${parseMode === 2 ? query : query.replace(/^.*?:?=/s, "")}`, line);
}

function queryOf(part: Part): { readonly query: string; readonly parseMode: number } {
  return part.PLpgSQL_expr as { readonly query: string; readonly parseMode: number };
}

/** The text of an expression that is nothing but a text. */
function constantOf(expression: string): string | undefined {
  const [statement] = parseSync(`SELECT ${expression}`).stmts ?? [];
  const select = statement?.stmt;
  if (select === undefined || !("SelectStmt" in select)) return undefined;
  const [target] = select.SelectStmt.targetList ?? [];
  const value = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
  return value !== undefined && "A_Const" in value ? value.A_Const.sval?.sval : undefined;
}
