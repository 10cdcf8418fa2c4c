import type { Rule, Shape } from "./kinds";

export interface JsonMask {
  /** What stands for a scalar, in JSON: `token` as it is there, `value` what it says. */
  readonly scalar: (rule: Rule, token: string, value: string) => string;
  readonly key: (key: string) => string;
  /** What has no place in the shape: its path, as rules write it. */
  readonly unknown: (path: string) => void;
}

const space = /[ \t\n\r]*/y;
const bare = /[^,\]}\s]+/y;

/**
 * JSON with other values in it. Everything else stays to the byte: numbers that no `number` holds, the order of keys, and keys that
 * are there twice, so that it is spliced and not parsed and written anew.
 */
export function maskJson(text: string, shape: Shape, mask: JsonMask): string {
  return new Splice(text, mask).whole(shape);
}

class Splice {
  private at = 0;
  private copied = 0;
  private made = "";

  public constructor(
    private readonly text: string,
    private readonly mask: JsonMask,
  ) {}

  public whole(shape: Shape): string {
    this.value(shape, "");
    return this.made + this.text.slice(this.copied);
  }

  /** @param shape - none where something around it is unknown already. */
  private value(shape: Shape | undefined, path: string): void {
    this.skip(space);
    const begin = this.at;
    const first = this.text[begin];
    const rule = shape?.rule;
    const wholly = rule?.kind === "null" || rule?.kind === "fixed";
    if (first === "{" || first === "[") {
      const inside = wholly ? undefined : shape;
      if (first === "{") this.object(inside, path, wholly);
      else this.array(inside, path, wholly);
      if (wholly) this.replace(begin, this.mask.scalar(rule, "", ""));
      return;
    }
    const token = first === '"' ? this.string() : this.skip(bare);
    if (shape === undefined) return;
    if (rule === undefined) this.mask.unknown(path === "" ? "$" : path);
    else if (rule.kind !== "keep" && token !== "null") {
      const value = first === '"' ? (JSON.parse(token) as string) : token;
      this.replace(begin, this.mask.scalar(rule, token, value));
    }
  }

  private object(shape: Shape | undefined, path: string, isKnown: boolean): void {
    this.each("}", () => {
      const begin = this.at;
      const key = JSON.parse(this.string()) as string;
      const field = shape?.fields.get(key) ?? shape?.values;
      const isMap = field !== undefined && field === shape?.values;
      if (isMap) this.replace(begin, JSON.stringify(this.mask.key(key)));
      const inner = isMap ? `${path}{}` : path === "" ? key : `${path}.${key}`;
      if (field === undefined && shape !== undefined && !isKnown) this.mask.unknown(inner);
      this.skip(space);
      this.at += 1;
      this.value(field, inner);
    });
  }

  private array(shape: Shape | undefined, path: string, isKnown: boolean): void {
    let isTold = isKnown || shape === undefined || shape.items !== undefined;
    this.each("]", () => {
      if (!isTold) this.mask.unknown(`${path}[]`);
      isTold = true;
      this.value(shape?.items, `${path}[]`);
    });
  }

  private each(end: string, part: () => void): void {
    this.at += 1;
    for (;;) {
      this.skip(space);
      if (this.text[this.at] === ",") this.at += 1;
      else if (this.text[this.at] === end || this.at >= this.text.length) break;
      this.skip(space);
      part();
    }
    this.at += 1;
  }

  private string(): string {
    const begin = this.at;
    let end = begin;
    do end = this.text.indexOf('"', end + 1);
    while (end > 0 && this.isEscaped(end));
    this.at = end < 0 ? this.text.length : end + 1;
    return this.text.slice(begin, this.at);
  }

  private isEscaped(place: number): boolean {
    let before = place;
    while (this.text[before - 1] === "\\") before -= 1;
    return (place - before) % 2 === 1;
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ""] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }

  private replace(begin: number, by: string): void {
    this.made += this.text.slice(this.copied, begin) + by;
    this.copied = this.at;
  }
}
