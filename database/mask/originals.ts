import type { ColumnRule } from "./kinds";

/** A value is known by its first words. */
const mostWords = 4;
const probes = 8;
const firstBits = 22;

/**
 * What was masked, by the hashes of its first words: enough to find it again in any text, in room that does not grow with it. What
 * it does not find was not masked; what it finds was, but for one in many millions.
 */
export class Originals {
  private readonly bits: Uint32Array;
  private readonly mask: number;
  /** Which words one begins with: nearly all others are none, and need no second look. */
  private readonly firsts = new Uint32Array(2 ** (firstBits - 5));
  private readonly words = new Words();
  /** Of hashes that were found: whether they are without any doubt those of a value that was masked. */
  public readonly asked = new Map<number, boolean>();

  /** @param expected - values; four bytes are for each, 8 MB at least and 256 MB at most. */
  public constructor(expected: number) {
    const exponent = Math.min(31, Math.max(26, Math.ceil(Math.log2(expected * 32 + 1))));
    this.bits = new Uint32Array(2 ** (exponent - 5));
    this.mask = 2 ** exponent - 1;
  }

  public add(kind: ColumnRule["kind"], value: string): void {
    const { words } = this;
    words.read(normalized(value), mostWords);
    const { count } = words;
    words.begin();
    for (let at = 0; at < count; at += 1) words.extend(at);
    if (!isTelling(kind, count, words.length)) return;
    const { one, two } = words;
    const hash = joined(one, two);
    if (this.asked.has(hash)) this.asked.set(hash, true);
    const first = words.firstOf(0) >>> (32 - firstBits);
    set(this.firsts, first);
    for (let turn = 0; turn < probes; turn += 1) set(this.bits, this.probe(one, two, turn));
  }

  /** Hashes of what stands in a normalized text and seems to have been masked. */
  public find(text: string): readonly number[] {
    const { words, firsts } = this;
    const found: number[] = [];
    words.read(text);
    for (let start = 0; start < words.count; start += 1) {
      if (!has(firsts, words.firstOf(start) >>> (32 - firstBits))) continue;
      words.begin();
      for (let at = start; at < Math.min(start + mostWords, words.count); at += 1) {
        words.extend(at);
        if (this.holds(words.one, words.two)) found.push(joined(words.one, words.two));
      }
    }
    return found;
  }

  private holds(one: number, two: number): boolean {
    for (let turn = 0; turn < probes; turn += 1)
      if (!has(this.bits, this.probe(one, two, turn))) return false;
    return true;
  }

  private probe(one: number, two: number, turn: number): number {
    return ((one + Math.imul(turn, two | 1)) & this.mask) >>> 0;
  }
}

function set(bits: Uint32Array, bit: number): void {
  bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function has(bits: Uint32Array, bit: number): boolean {
  return ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
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

/** The words of a text, runs of letters and digits, by their hashes; and the hash of some that follow one another. */
class Words {
  private ones = new Int32Array(1_024);
  private twos = new Int32Array(1_024);
  private sizes = new Int32Array(1_024);
  public count = 0;
  public one = 0;
  public two = 0;
  public length = 0;

  public read(text: string, most = Infinity): void {
    this.count = 0;
    let one = 0;
    let two = 0;
    let size = 0;
    for (let at = 0; at <= text.length && this.count < most; at += 1) {
      const code = at < text.length ? text.charCodeAt(at) : 32;
      if (isPartOfWord(code)) {
        one = Math.imul(one ^ code, 0x01000193);
        two = Math.imul(two ^ code ^ (two >>> 15), 0x5bd1e995);
        size += 1;
      } else if (size > 0) {
        if (this.count === this.sizes.length) this.grow();
        this.ones[this.count] = one;
        this.twos[this.count] = two;
        this.sizes[this.count] = size;
        this.count += 1;
        one = 0;
        two = 0;
        size = 0;
      }
    }
  }

  public firstOf(at: number): number {
    return Math.imul(this.ones[at] ?? 0, 0x9e3779b1);
  }

  public begin(): void {
    this.one = 1;
    this.two = 1;
    this.length = 0;
  }

  public extend(at: number): void {
    const one = Math.imul(this.one ^ (this.ones[at] ?? 0), 0x85ebca6b);
    const two = Math.imul(this.two ^ (this.twos[at] ?? 0), 0xc2b2ae35);
    this.one = one ^ (one >>> 13);
    this.two = two ^ (two >>> 16);
    this.length += this.sizes[at] ?? 0;
  }

  private grow(): void {
    const double = (array: Int32Array) => {
      const more = new Int32Array(array.length * 2);
      more.set(array);
      return more;
    };
    [this.ones, this.twos, this.sizes] = [double(this.ones), double(this.twos), double(this.sizes)];
  }
}

function isPartOfWord(code: number): boolean {
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58);
  return (code < 0x2000 || code > 0x206f) && (code < 0x3000 || code > 0x303f) && code < 0xff00;
}

/** As a reader takes it: one width, one case, what JSON escapes in plain. */
export function normalized(text: string): string {
  const plain = text.includes("\\") ? unescaped(text) : text;
  return (/[^\x00-\x7f]/.test(plain) ? plain.normalize("NFKC") : plain).toLowerCase();
}

function unescaped(text: string): string {
  return text
    .replace(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\+[bfnrt]/g, " ");
}
