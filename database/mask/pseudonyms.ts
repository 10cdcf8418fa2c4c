import { hash, type KeyObject } from "node:crypto";
import type { Rule } from "./kinds";

/** Mail that is ours goes nowhere (RFC 2606), no phone has the country code 999, and no card begins with 999999. */
export const fakeDomain = "masked.example";
const consonants = "bdfghjklmnprstvz";
const vowels = "aiou";
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const day = 86_400_000;

/**
 * Values in the place of others. The same value under the same kind is the same everywhere, so that joins survive; what it was
 * nobody learns without the key. They are invented words, not names from a list: those would be some customer's by chance, and
 * too few for a column that is unique.
 */
export class Pseudonyms {
  private readonly secret: string;

  public constructor(key: KeyObject) {
    this.secret = key.export().toString("hex");
  }

  /** Nothing is `null`. What is empty stays so: it says nothing. */
  public of(rule: Rule, value: string): string | null {
    if (rule.kind === "null") return null;
    if (rule.kind === "fixed") return String(rule.value);
    if (rule.kind === "keep" || value === "") return value;
    if (rule.kind === "id") return this.id(value, rule.prefixes);
    const digest = this.digest(rule.kind, value);
    switch (rule.kind) {
      case "date":
        return shifted(value, rule.days, digest);
      case "name":
        return `${capital(word(digest, 0))}-${word(digest, 2)} ${capital(word(digest, 4))}-${word(digest, 6)}`;
      case "mail":
        return `${[0, 2, 4, 6].map((at) => word(digest, at)).join(".")}@${fakeDomain}`;
      case "address":
        return `${String(1 + part(digest, 8, 1))} ${capital(word(digest, 0))}-${word(digest, 2)}, ${capital(word(digest, 4))}-${word(digest, 6)}`;
      case "phone":
        return `+999${digits(digest, 12)}`;
      case "card":
        return withCheckDigit(`999999${digits(digest, 9)}`);
      case "text":
        return textOf(charactersOf(value), digest);
    }
  }

  /** A number of JSON in the place of another one: it stays a number, whatever its rule. */
  public number(rule: Rule, value: string): string {
    return `1${digits(this.digest(rule.kind, value), 14)}`;
  }

  /** What follows a prefix is an id of its own, the same as where it stands alone. */
  private id(value: string, prefixes: readonly string[]): string {
    const prefix = prefixes.find((each) => value.startsWith(each)) ?? "";
    const own = value.slice(prefix.length);
    return prefix + idOf(own, this.digest("id", own));
  }

  /**
   * In hex. A secret before what is hashed is enough here: half of the state of SHA-512 is never shown, so that nobody goes on from
   * it. HMAC in Node, and bytes in the place of hex, take six times as long.
   */
  private digest(kind: string, value: string): string {
    return hash("sha512-256", `${this.secret}${kind}\0${value}`);
  }
}

/** Each word that can be said and has 16 bits. */
const words = Array.from({ length: 65_536 }, (_, bits) => {
  const letter = (letters: string, shift: number) =>
    letters.charAt((bits >> shift) % letters.length);
  const [c, v] = [consonants, vowels];
  return letter(c, 12) + letter(v, 10) + letter(c, 6) + letter(v, 4) + letter(c, 0);
});

/** A number of so many bytes. */
function part(digest: string, at: number, bytes: number): number {
  return parseInt(digest.slice(2 * at, 2 * (at + bytes)), 16);
}

function word(digest: string, at: number): string {
  return words[part(digest, at, 2)] ?? "";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function digits(digest: string, count: number): string {
  return (BigInt(`0x${digest.slice(32, 48)}`) % 10n ** BigInt(count))
    .toString()
    .padStart(count, "0");
}

function idOf(value: string, digest: string): string {
  const hex = digest.slice(0, 32);
  if (uuid.test(value)) {
    // Version 8, whose bits are the maker's own (RFC 9562).
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
  if (/^-?\d+$/.test(value)) return `1${digits(digest, 17)}`;
  return hex;
}

/** The time of day stays; what is no day is the first one of 1970. */
function shifted(value: string, most: number, digest: string): string {
  const [, date = "", rest = ""] = /^(\d{4}-\d\d-\d\d)([ T].*)?$/.exec(value) ?? [];
  const time = Date.parse(date);
  if (Number.isNaN(time)) return "1970-01-01";
  const days = 1 + (part(digest, 0, 4) % most);
  const moved = new Date(time + (part(digest, 4, 1) % 2 === 0 ? days : -days) * day);
  return moved.toISOString().slice(0, 10) + rest;
}

function withCheckDigit(number: string): string {
  const sum = luhnSum(`${number}0`);
  return `${number}${String((10 - (sum % 10)) % 10)}`;
}

/** Of a number that is one of a card, it ends with 0. */
export function luhnSum(number: string): number {
  return Array.from(number)
    .reverse()
    .reduce((sum, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
}

function textOf(length: number, digest: string): string {
  let block = "";
  for (let at = 0; at < 16; at += 2) block += `${word(digest, at)} `;
  return block.repeat(Math.ceil(length / block.length)).slice(0, length);
}

function charactersOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
