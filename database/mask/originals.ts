import type { ColumnRule } from "./kinds";

/** A value is known by its first words. */
const mostWords = 4;
const probes = 8;

/**
 * What was masked, by the hashes of its first words: enough to find it again in any text, in room that does not grow with it. What
 * `has` does not know was not masked; what it knows was, but for one in many millions.
 */
export class Originals {
  private readonly bits: Uint32Array;
  private readonly mask: number;
  /** Of the values whose place in what was written is asked for: whether they were masked, without any doubt. */
  public readonly asked = new Map<number, boolean>();

  /** @param expected - values; four bytes are for each, 8 MB at least and 256 MB at most. */
  public constructor(expected: number) {
    const exponent = Math.min(31, Math.max(26, Math.ceil(Math.log2(expected * 32 + 1))));
    this.bits = new Uint32Array(2 ** (exponent - 5));
    this.mask = 2 ** exponent - 1;
  }

  public add(kind: ColumnRule["kind"], value: string): void {
    const words = wordsOf(value);
    const count = Math.min(mostWords, words.length);
    const { length, one, two } = words.window(0, count);
    if (!isTelling(kind, count, length)) return;
    const hash = joined(one, two);
    if (this.asked.has(hash)) this.asked.set(hash, true);
    this.probe(one, two, true);
  }

  /** Hashes of what stands in a text and seems to have been masked. */
  public find(text: string): readonly number[] {
    const words = wordsOf(text);
    const found: number[] = [];
    for (let at = 0; at < words.length; at += 1) {
      for (let count = 1; count <= mostWords && at + count <= words.length; count += 1) {
        const { length, one, two } = words.window(at, count);
        if (length >= 5 && this.probe(one, two, false)) found.push(joined(one, two));
      }
    }
    return found;
  }

  private probe(one: number, two: number, isWritten: boolean): boolean {
    for (let turn = 0; turn < probes; turn += 1) {
      const bit = ((one + Math.imul(turn, two | 1)) & this.mask) >>> 0;
      const word = this.bits[bit >>> 5] ?? 0;
      if (isWritten) this.bits[bit >>> 5] = word | (1 << (bit & 31));
      else if ((word & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** Whether it would not be there by chance: "thanks" and "2024" are everywhere. */
function isTelling(kind: ColumnRule["kind"], words: number, length: number): boolean {
  if (kind === "date") return false;
  if (kind === "text") return words >= 3 && length >= 12;
  if (kind === "id" || kind === "card") return length >= 12;
  return length >= 8 || (words >= 2 && length >= 5 && kind === "name");
}

function joined(one: number, two: number): number {
  return (one >>> 0) * 2 ** 21 + (two >>> 11);
}

class Words {
  private readonly ones: number[] = [];
  private readonly twos: number[] = [];
  private readonly sizes: number[] = [];

  public get length(): number {
    return this.sizes.length;
  }

  public push(one: number, two: number, size: number): void {
    this.ones.push(one);
    this.twos.push(two);
    this.sizes.push(size);
  }

  public window(at: number, count: number): { one: number; two: number; length: number } {
    let [one, two, length] = [count, count, 0];
    for (let place = at; place < at + count; place += 1) {
      one = Math.imul(one ^ (this.ones[place] ?? 0), 0x85ebca6b);
      one ^= one >>> 13;
      two = Math.imul(two ^ (this.twos[place] ?? 0), 0xc2b2ae35);
      two ^= two >>> 16;
      length += this.sizes[place] ?? 0;
    }
    return { one, two, length };
  }
}

/** Runs of letters and digits, as PostgreSQL's own words differ by language; case and width say nothing. */
function wordsOf(text: string): Words {
  const words = new Words();
  const plain = normalized(text);
  let [one, two, size] = [0x811c9dc5, 0x9747b28c, 0];
  for (let at = 0; at <= plain.length; at += 1) {
    const code = plain.charCodeAt(at);
    if (isPartOfWord(code)) {
      one = Math.imul(one ^ code, 0x01000193);
      two = Math.imul(two ^ code, 0x5bd1e995);
      two ^= two >>> 15;
      size += 1;
    } else if (size > 0) {
      words.push(one, two, size);
      [one, two, size] = [0x811c9dc5, 0x9747b28c, 0];
    }
  }
  return words;
}

function isPartOfWord(code: number): boolean {
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58);
  return (code < 0x2000 || code > 0x206f) && (code < 0x3000 || code > 0x303f) && code < 0xff00;
}

/** As a reader takes it: one width, one case, what JSON escapes in plain. */
export function normalized(text: string): string {
  const plain = text.includes("\\") ? unescaped(text) : text;
  // eslint-disable-next-line no-control-regex -- all of ASCII
  return (/^[\x00-\x7f]*$/.test(plain) ? plain : plain.normalize("NFKC")).toLowerCase();
}

function unescaped(text: string): string {
  return text
    .replace(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\+[bfnrt]/g, " ");
}
