import type { FunctionDefinition } from "@actions/expressions/funcs/info";

type Contexts = Readonly<Record<string, unknown>>;

/** The library is a module of the other kind, which only a function can wait for. */
const library = import("@actions/expressions");

const contextNames = [
  "env",
  "github",
  "inputs",
  "job",
  "matrix",
  "needs",
  "secrets",
  "steps",
  "vars",
];

/** What GitHub answers besides its own library: how it went so far, and whether files are there. */
export interface Circumstances {
  readonly failed: boolean;
  readonly hasFile: (name: string) => boolean;
}

/** What an expression of a workflow comes to, as GitHub's own library tells it. */
export async function evaluate(
  expression: string,
  contexts: Contexts,
  { failed, hasFile }: Circumstances = { failed: false, hasFile: () => false },
): Promise<unknown> {
  const { data, Evaluator, Lexer, Parser } = await library;
  const told = (name: string, value: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  const functions: readonly FunctionDefinition[] = [
    told("success", !failed),
    told("failure", failed),
    told("cancelled", false),
    told("always", true),
    {
      name: "hashFiles",
      minArgs: 1,
      maxArgs: 255,
      call: (file) => new data.StringData(hasFile(file.coerceString()) ? "digest" : ""),
    },
  ];
  const all = Object.fromEntries(contextNames.map((name) => [name, contexts[name] ?? {}]));
  const parsed = JSON.parse(JSON.stringify(all), data.reviver) as InstanceType<
    typeof data.Dictionary
  >;
  const parser = new Parser(new Lexer(expression).lex().tokens, contextNames, [...functions]);
  const known = new Map(functions.map((each) => [each.name.toLowerCase(), each]));
  const value = new Evaluator(parser.parse(), parsed, known).evaluate();
  return JSON.parse(JSON.stringify(value, data.replacer)) as unknown;
}

/** A text with what its expressions come to in their place. */
export async function filled(
  text: string,
  contexts: Contexts,
  so?: Circumstances,
): Promise<string> {
  let result = "";
  let from = 0;
  for (const { 0: whole, 1: inner = "", index } of text.matchAll(/\$\{\{(.+?)\}\}/gsu)) {
    const value = await evaluate(inner.trim(), contexts, so);
    result += text.slice(from, index) + spelled(value);
    from = index + whole.length;
  }
  return result + text.slice(from);
}

/** Whether a condition lets run what has it; one that asks nothing of how it went wants success. */
export async function holds(
  condition: string | undefined,
  contexts: Contexts,
  so: Circumstances,
): Promise<boolean> {
  const text = (condition ?? "success()")
    .trim()
    .replace(/^\$\{\{([^]*)\}\}$/u, "$1")
    .trim();
  const asks = /\b(?:success|failure|cancelled|always)\(\)/u.test(text);
  const value = await evaluate(asks ? text : `success() && (${text})`, contexts, so);
  return value !== false && value !== null && value !== "" && value !== 0;
}

function spelled(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
