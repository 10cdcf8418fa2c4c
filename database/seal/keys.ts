import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { Failure } from "../failure";

/** A key of age's that can't be read; the message says what is expected. */
export class KeyError extends Failure {}

const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const recipientPrefix = "age";
const identityPrefix = "age-secret-key-";
/** What DER says before the 32 bytes of an X25519 key. */
const der = {
  spki: Buffer.from("302a300506032b656e032100", "hex"),
  pkcs8: Buffer.from("302e020100300506032b656e04220420", "hex"),
} as const;

/** The key of a recipient, `age1…`. @throws KeyError */
export function recipientKey(text: string): KeyObject {
  return publicKeyOf(decode(text, recipientPrefix, "a recipient of age, age1…"));
}

/** The key of an identity, `AGE-SECRET-KEY-1…`; its text is in no message. @throws KeyError */
export function identityKey(text: string): KeyObject {
  const bytes = decode(text, identityPrefix, "an identity of age, AGE-SECRET-KEY-1…");
  return createPrivateKey({
    key: Buffer.concat([der.pkcs8, bytes]),
    format: "der",
    type: "pkcs8",
  });
}

export function newIdentity(): { readonly identity: string; readonly recipient: string } {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const secret = privateKey.export({ format: "der", type: "pkcs8" }).subarray(der.pkcs8.length);
  return {
    identity: encode(identityPrefix, secret).toUpperCase(),
    recipient: encode(recipientPrefix, rawPublicKey(publicKey)),
  };
}

export function publicKeyOf(bytes: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([der.spki, bytes]), format: "der", type: "spki" });
}

/** The 32 bytes of a public key, or of a private one's. */
export function rawPublicKey(key: KeyObject): Buffer {
  const shown = key.type === "private" ? createPublicKey(key) : key;
  return shown.export({ format: "der", type: "spki" }).subarray(der.spki.length);
}

function encode(prefix: string, bytes: Buffer): string {
  const words = regroup([...bytes], 8, 5);
  const sum = polymod([...spread(prefix), ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...words, ...check].map((word) => alphabet[word] ?? "").join("")}`;
}

/** Bech32, as BIP 173 has it. */
function decode(text: string, prefix: string, expected: string): Buffer {
  const lower = text.trim().toLowerCase();
  const words = Array.from(lower.slice(prefix.length + 1), (letter) => alphabet.indexOf(letter));
  const bytes = Buffer.from(regroup(words.slice(0, -6), 5, 8));
  const isWhole =
    lower.startsWith(`${prefix}1`) &&
    !words.includes(-1) &&
    polymod([...spread(prefix), ...words]) === 1;
  if (isWhole && bytes.length === 32) return bytes;
  throw new KeyError(
    `this is not ${expected}: make a pair with make db-backup ENV=<stack> NEW_KEY=1`,
  );
}

function spread(prefix: string): readonly number[] {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(words: readonly number[]): number {
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  return words.reduce((sum, word) => {
    const shifted = ((sum & 0x1ffffff) << 5) ^ word;
    return generators.reduce(
      (mixed, generator, bit) => ((sum >>> (25 + bit)) & 1 ? mixed ^ generator : mixed),
      shifted,
    );
  }, 1);
}

function regroup(values: readonly number[], from: number, to: number): number[] {
  const groups: number[] = [];
  let [held, bits] = [0, 0];
  for (const value of values) {
    held = ((held << from) | value) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      groups.push((held >> bits) & ((1 << to) - 1));
    }
  }
  if (from > to && bits > 0) groups.push((held << (to - bits)) & ((1 << to) - 1));
  return groups;
}
