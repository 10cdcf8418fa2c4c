import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";
import { publicKeyOf, rawPublicKey } from "./keys";
import { SealError } from "./seal-error";

/** What every file of age begins with. */
const magic = "age-encryption.org/v1";
const label = `${magic}/X25519`;
const columns = 64;
const noNonce = Buffer.alloc(12);
const tag = { authTagLength: 16 } as const;

/** The header by which each of the recipients gets the file's key. */
export function writeHeader(fileKey: Buffer, recipients: readonly KeyObject[]): Buffer {
  const stanzas = recipients.map((recipient) => stanzaFor(recipient, fileKey));
  const text = [magic, ...stanzas, "---"].join("\n");
  return Buffer.from(`${text} ${base64(mac(fileKey, text))}\n`);
}

/**
 * The file's key. @throws SealError where it is for another identity, or was changed.
 */
export function readHeader(header: string, identity: KeyObject): Buffer {
  const end = header.lastIndexOf("---") + 3;
  const text = header.slice(0, end);
  if (!text.startsWith(`${magic}\n`)) throw new SealError("it is no file of age");
  for (const [, share = "", body = ""] of text.matchAll(/^-> X25519 (\S+)\n(\S+)$/gm)) {
    const fileKey = opened(identity, Buffer.from(share, "base64"), Buffer.from(body, "base64"));
    if (fileKey === undefined) continue;
    const [said, own] = [Buffer.from(header.slice(end).trim(), "base64"), mac(fileKey, text)];
    if (said.length === own.length && timingSafeEqual(said, own)) return fileKey;
    throw new SealError("its header was changed");
  }
  throw new SealError("it is sealed for another identity");
}

export function derived(key: Buffer, salt: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, 32));
}

function stanzaFor(recipient: KeyObject, fileKey: Buffer): string {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const share = rawPublicKey(publicKey);
  const shared = diffieHellman({ privateKey, publicKey: recipient });
  const key = derived(shared, Buffer.concat([share, rawPublicKey(recipient)]), label);
  const cipher = createCipheriv("chacha20-poly1305", key, noNonce, tag);
  const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
  return `-> X25519 ${base64(share)}\n${wrapped(base64(body))}`;
}

function opened(identity: KeyObject, share: Buffer, body: Buffer): Buffer | undefined {
  if (share.length !== 32 || body.length !== 32) return undefined;
  try {
    const shared = diffieHellman({ privateKey: identity, publicKey: publicKeyOf(share) });
    const key = derived(shared, Buffer.concat([share, rawPublicKey(identity)]), label);
    const decipher = createDecipheriv("chacha20-poly1305", key, noNonce, tag);
    decipher.setAuthTag(body.subarray(16));
    return Buffer.concat([decipher.update(body.subarray(0, 16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function mac(fileKey: Buffer, text: string): Buffer {
  return createHmac("sha256", derived(fileKey, Buffer.alloc(0), "header"))
    .update(text)
    .digest();
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}

/** A body's last line is shorter than the others, if need be empty. */
function wrapped(text: string): string {
  const lines = text.match(new RegExp(`.{1,${String(columns)}}`, "g")) ?? [];
  return [...lines, ...(lines.at(-1)?.length === columns ? [""] : [])].join("\n");
}
