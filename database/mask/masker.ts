import type { RuledColumn, RuledTable } from "./columns";
import { mapArray, nothing, readCell, writeCell } from "./copy-text";
import { type JsonMask, maskJson } from "./json";
import type { Rule } from "./kinds";
import type { Originals } from "./originals";
import type { Pseudonyms } from "./pseudonyms";

const mostPaths = 20;
const mostKept = 5_000;
const mostLength = 64;
const anyId: Rule = { kind: "id", prefixes: [] };

/** Masks rows of COPY, and remembers what it masked. */
export class Masker {
  /** Paths of JSON that have no rule. */
  public readonly unknown = new Set<string>();
  private readonly made = new Map<Rule, Map<string, string | null>>();

  public constructor(
    private readonly pseudonyms: Pseudonyms,
    private readonly originals: Originals,
  ) {}

  /** What masks whole lines of a table. */
  public of({ ruled, columns }: RuledTable): (lines: string) => string {
    const masks = columns.map((column) => this.ofColumn(ruled, column));
    const masked = masks.flatMap((mask, place) => (mask === undefined ? [] : [{ mask, place }]));
    if (masked.length === 0) return (lines) => lines;
    return (lines) => {
      let made = "";
      for (let begin = 0; begin < lines.length;) {
        const end = lines.indexOf("\n", begin);
        const cells = lines.slice(begin, end).split("\t");
        for (const { mask, place } of masked) {
          const cell = cells[place] ?? nothing;
          if (cell !== nothing) cells[place] = writeCell(mask(readCell(cell)));
        }
        made += `${cells.join("\t")}\n`;
        begin = end + 1;
      }
      return made;
    };
  }

  private ofColumn(
    table: string,
    { name, rule, isArray }: RuledColumn,
  ): ((value: string) => string | null) | undefined {
    if (rule.kind === "keep") return undefined;
    const json: JsonMask = {
      scalar: (inner, token, said) => this.token(inner, token, said),
      key: (key) => this.value(anyId, key) ?? "",
      unknown: (path) => {
        if (this.unknown.size < mostPaths) this.unknown.add(`${table}.${name} at ${shown(path)}`);
      },
    };
    const mask =
      rule.kind === "json"
        ? (value: string) => maskJson(value, rule.shape, json)
        : (value: string) => this.value(rule, value);
    const isWhole = rule.kind === "null" || rule.kind === "fixed";
    return isArray && !isWhole ? (value) => mapArray(value, mask) : mask;
  }

  /** What came before is not made, nor remembered, again; long texts hardly ever have. */
  private value(rule: Rule, value: string): string | null {
    if (value.length > mostLength) return this.anew(rule, value);
    let made = this.made.get(rule);
    if (made === undefined) this.made.set(rule, (made = new Map<string, string | null>()));
    const known = made.get(value);
    if (known !== undefined) return known;
    const masked = this.anew(rule, value);
    if (made.size >= mostKept) made.clear();
    // A copy: a part of a text keeps all of it, and so thousands of parts all that was ever read.
    made.set(Buffer.from(value).toString(), masked);
    return masked;
  }

  private anew(rule: Rule, value: string): string | null {
    const masked = this.pseudonyms.of(rule, value);
    if (masked !== value) this.originals.add(rule.kind, value);
    return masked;
  }

  private token(rule: Rule, token: string, value: string): string {
    if (rule.kind === "fixed") return JSON.stringify(rule.value);
    const masked = this.value(rule, value);
    if (masked === null) return "null";
    if (token.startsWith('"')) return JSON.stringify(masked);
    return token === "true" || token === "false" ? "false" : this.pseudonyms.number(rule, value);
  }
}

/** A key may be somebody's name: what does not look like the code's is not shown. */
function shown(path: string): string {
  return path.replaceAll(/[^.[\]{}]+/g, (key) =>
    /^[a-z_]\w{0,39}$/.test(key) ? key : "(a key that looks like data: use {})",
  );
}
