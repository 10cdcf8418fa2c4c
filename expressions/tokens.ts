export interface Token {
  readonly kind: "text" | "number" | "address" | "list" | "word" | "sign";
  /** Of a text what it holds. */
  readonly text: string;
}

const forms: readonly (readonly [Token["kind"], RegExp])[] = [
  ["text", /r(#*)"([\s\S]*?)"\1/y],
  ["text", /"((?:\\[\s\S]|[^"\\])*)"/y],
  ["address", /[\da-f]*:[\da-f:.]*(?:\/\d+)?|\d+\.\d+\.\d+\.\d+[\d.]*(?:\/\d+)?|\d+\.\.\d+/iy],
  ["number", /-?\d+/y],
  ["list", /\$[a-z0-9_.]+/y],
  ["word", /[A-Za-z_][\w.]*/y],
  ["sign", /&&|\|\||\^\^|[=!<>]=|[<>~!(){}[\],*]/y],
];

/** @throws Error for a character that begins nothing. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(expression.charAt(at))) at += 1;
    if (at >= expression.length) return tokens;
    const token = tokenAt(expression, at);
    if (token === undefined) throw new Error(`"${expression.slice(at, at + 10)}" is no expression`);
    tokens.push(token);
    at = token.end;
  }
}

function tokenAt(expression: string, at: number): (Token & { readonly end: number }) | undefined {
  for (const [kind, form] of forms) {
    form.lastIndex = at;
    const match = form.exec(expression);
    if (match === null) continue;
    const [whole, quoted, raw] = match;
    const text = raw ?? quoted?.replaceAll(/\\(["\\])/g, "$1") ?? whole;
    return { kind, text: kind === "text" ? text : whole, end: at + whole.length };
  }
  return undefined;
}
