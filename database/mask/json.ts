import type { Rule, Shape } from "./kinds";

export interface JsonMask {
  /** What stands for a scalar, in JSON: `token` as it is there, `value` what it says. */
  readonly scalar: (rule: Rule, token: string, value: string) => string;
  readonly key: (key: string) => string;
  /** What has no place in the shape: its path, as rules write it. */
  readonly unknown: (path: string) => void;
}

/**
 * JSON with other values in it. Everything else stays to the byte: numbers that no `number` holds, the order of keys, and keys that
 * are there twice. So it is spliced, not parsed and written anew.
 */
export function maskJson(text: string, shape: Shape, mask: JsonMask): string {
  return new Splice(text, mask).whole(shape);
}

class Splice {
  private at = 0;
  private copied = 0;
  private made = "";
  private readonly path: string[] = [];

  public constructor(
    private readonly text: string,
    private readonly mask: JsonMask,
  ) {}

  public whole(shape: Shape): string {
    this.value(shape);
    return this.made + this.text.slice(this.copied);
  }

  /** @param shape - none where nothing needs to be known of it. */
  private value(shape: Shape | undefined): void {
    this.space();
    const begin = this.at;
    const rule = shape?.rule;
    const first = this.text[begin];
    if (first === "{" || first === "[") {
      const isWhole = rule?.kind === "null" || rule?.kind === "fixed";
      if (first === "{") this.object(isWhole ? undefined : shape);
      else this.array(isWhole ? undefined : shape);
      if (isWhole) this.replace(begin, this.mask.scalar(rule, "", ""));
      return;
    }
    const isText = first === '"';
    if (isText) this.string();
    else this.bare();
    if (shape === undefined || rule?.kind === "keep") return;
    if (rule === undefined) {
      this.refuse();
      return;
    }
    const token = this.text.slice(begin, this.at);
    if (token === "null") return;
    this.replace(begin, this.mask.scalar(rule, token, isText ? said(token) : token));
  }

  private object(shape: Shape | undefined): void {
    this.each("}", () => {
      const begin = this.at;
      this.string();
      if (shape === undefined) this.inside("", undefined);
      else {
        const key = said(this.text.slice(begin, this.at));
        const field = shape.fields.get(key);
        if (field === undefined && shape.values !== undefined) {
          this.replace(begin, JSON.stringify(this.mask.key(key)));
          this.inside("{}", shape.values);
        } else this.inside(`.${key}`, field, true);
      }
    });
  }

  private array(shape: Shape | undefined): void {
    this.each("]", () => {
      this.inside("[]", shape?.items, shape !== undefined);
    });
  }

  private inside(step: string, shape: Shape | undefined, isWanted = false): void {
    this.path.push(step);
    if (shape === undefined && isWanted) this.refuse();
    this.space();
    if (this.text[this.at] === ":") this.at += 1;
    this.value(shape);
    this.path.pop();
  }

  private each(end: string, part: () => void): void {
    this.at += 1;
    for (;;) {
      this.space();
      const next = this.text[this.at];
      if (next === undefined || next === end) break;
      if (next === ",") {
        this.at += 1;
        this.space();
      }
      part();
    }
    this.at += 1;
  }

  private string(): void {
    let end = this.at;
    do end = this.text.indexOf('"', end + 1);
    while (end > 0 && this.isEscaped(end));
    this.at = end < 0 ? this.text.length : end + 1;
  }

  private isEscaped(place: number): boolean {
    let before = place;
    while (this.text[before - 1] === "\\") before -= 1;
    return (place - before) % 2 === 1;
  }

  private space(): void {
    while (this.text.charCodeAt(this.at) <= 32) this.at += 1;
  }

  private bare(): void {
    for (let code = 48; code > 32 && code !== 44 && code !== 93 && code !== 125;) {
      this.at += 1;
      code = this.text.charCodeAt(this.at);
    }
  }

  private replace(begin: number, by: string): void {
    this.made += this.text.slice(this.copied, begin) + by;
    this.copied = this.at;
  }

  private refuse(): void {
    this.mask.unknown(this.path.join("").replace(/^\./, "") || "$");
  }
}

/** A string of JSON, read. */
function said(token: string): string {
  return token.includes("\\") ? (JSON.parse(token) as string) : token.slice(1, -1);
}
