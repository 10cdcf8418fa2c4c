import { type Value, comparisons, functionOf, isAmong } from "./operations";
import { type EdgeRequest, fieldOf } from "./request";
import { type Token, tokensOf } from "./tokens";

/** What an expression says of a request; `undefined` where it depends on who asks, or on what else they send. */
export type Meaning = (request: EdgeRequest) => Value;

const spelled: Readonly<Record<string, string>> = {
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "~": "matches",
  "!": "not",
  "&&": "and",
  "^^": "xor",
  "||": "or",
};

/** @throws Error for what is not written in Cloudflare's rules language, or in a part of it that nobody reads here. */
export function meaningOf(expression: string): Meaning {
  return new Parser(expression).whole();
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;

  public constructor(expression: string) {
    this.tokens = tokensOf(expression);
  }

  public whole(): Meaning {
    const meaning = this.or();
    if (this.at < this.tokens.length) throw this.unexpected();
    return meaning;
  }

  private or(): Meaning {
    return this.joined(
      "or",
      () => this.xor(),
      (left, right) => (left === true || right === true ? true : left === undefined ? left : right),
    );
  }

  private xor(): Meaning {
    return this.joined(
      "xor",
      () => this.and(),
      (left, right) => (left === undefined || right === undefined ? undefined : left !== right),
    );
  }

  private and(): Meaning {
    return this.joined(
      "and",
      () => this.not(),
      (left, right) =>
        left === false || right === false ? false : left === undefined ? left : right,
    );
  }

  /** One or more operands of an operator, from the left. */
  private joined(
    operator: string,
    operand: () => Meaning,
    join: (left: Value, right: Value) => Value,
  ): Meaning {
    let meaning = operand();
    while (this.takes(operator)) {
      const [left, right] = [meaning, operand()];
      meaning = (request) => join(truth(left(request)), truth(right(request)));
    }
    return meaning;
  }

  private not(): Meaning {
    if (this.takes("not")) {
      const negated = this.not();
      return (request) => {
        const value = truth(negated(request));
        return value === undefined ? undefined : !value;
      };
    }
    if (!this.takes("(")) return this.comparison();
    const inside = this.or();
    this.expect(")");
    return inside;
  }

  private comparison(): Meaning {
    const left = this.operand();
    if (this.takes("in")) {
      const items = this.list();
      return (request) => {
        const value = left(request);
        return value === undefined || items === undefined ? undefined : isAmong(value, items);
      };
    }
    const isStrict = this.takes("strict");
    const operator = Object.keys(comparisons).find((each) => this.takes(each));
    const comparison = comparisons[isStrict ? `strict ${operator ?? ""}` : (operator ?? "")];
    if (comparison === undefined) {
      if (isStrict) throw this.unexpected();
      return left;
    }
    const compare = comparison(this.literal());
    return (request) => {
      const value = left(request);
      return value === undefined ? undefined : compare(value);
    };
  }

  /** A field, or what a function makes of its arguments. */
  private operand(): Meaning {
    const token = this.next();
    if (token.kind !== "word") throw this.unexpected(-1);
    const { text } = token;
    if (text === "true" || text === "false") return () => text === "true";
    if (this.takes("(")) {
      const meanings: Meaning[] = [];
      do meanings.push(this.argument());
      while (this.takes(","));
      this.expect(")");
      const apply = functionOf(text);
      const isIndexed = this.index();
      return (request) => {
        const values = meanings.map((meaning) => meaning(request));
        return isIndexed || values.includes(undefined) ? undefined : apply(values);
      };
    }
    // What stands at a key or an index is what the visitor sends.
    const field = fieldOf(text);
    return this.index() ? () => undefined : field;
  }

  private argument(): Meaning {
    const kind = this.tokens[this.at]?.kind;
    if (kind !== "text" && kind !== "number") return this.or();
    const literal = this.literal();
    return () => literal;
  }

  private index(): boolean {
    if (!this.takes("[")) return false;
    if (!this.takes("*")) this.literal();
    this.expect("]");
    this.index();
    return true;
  }

  /** The values of an inline list; what a named one holds stands elsewhere. */
  private list(): readonly string[] | undefined {
    const token = this.next();
    if (token.kind === "list") return undefined;
    if (token.kind !== "sign" || token.text !== "{") throw this.unexpected(-1);
    const items: string[] = [];
    while (!this.takes("}")) {
      const item = this.next();
      if (item.kind === "word" || item.kind === "sign") throw this.unexpected(-1);
      items.push(item.text);
    }
    return items;
  }

  private literal(): string | number | boolean {
    const { kind, text } = this.next();
    if (kind === "text" || kind === "address") return text;
    if (kind === "number") return Number(text);
    if (text === "true" || text === "false") return text === "true";
    throw this.unexpected(-1);
  }

  private takes(text: string): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || (token.kind !== "word" && token.kind !== "sign")) return false;
    if ((spelled[token.text] ?? token.text) !== text) return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected();
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw this.unexpected();
    this.at += 1;
    return token;
  }

  private unexpected(step = 0): Error {
    const token = this.tokens[this.at + step];
    return new Error(
      token === undefined
        ? "the expression ends too early"
        : `"${token.text}" stands where an expression does not go on so`,
    );
  }
}

function truth(value: Value): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw new Error("something is asked for its truth that is neither true nor false");
}
