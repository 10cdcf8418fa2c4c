import { randomBytes } from "node:crypto";
import type { Decrypter } from "age-encryption";
import { Failure } from "../failure";
import { nonceSize, overhead, Payload } from "./payload";

export type Content = AsyncIterable<Buffer>;

/** What was to be opened is not what was sealed, or not for who opens it. */
export class SealError extends Failure {}

/** A key of age's that can't be read; the message says what is expected, and never what was given. */
export class KeyError extends Failure {}

/**
 * What comes, in the format of age (https://age-encryption.org/v1) for every one of the recipients, `age1…`. The last chunk
 * is written when the content has ended well, so that nobody can open what was cut off.
 *
 * @throws KeyError
 */
export async function* sealed(
  recipients: readonly string[],
  content: Content,
): AsyncGenerator<Buffer> {
  const { header, fileKey } = await newFile(recipients);
  const nonce = randomBytes(nonceSize);
  yield Buffer.concat([header, nonce]);
  const payload = Payload.sealing(fileKey, nonce);
  for await (const piece of content) yield* payload.chunks(piece);
  yield payload.last();
}

/** The key that a new file hands to each recipient, and the header that hands it to them. */
async function newFile(
  recipients: readonly string[],
): Promise<{ readonly header: Uint8Array; readonly fileKey: Uint8Array }> {
  const { Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    read("a recipient of age, age1…", () => {
      encrypter.addRecipient(recipient);
    });
  }
  let fileKey = new Uint8Array();
  encrypter.addRecipient({
    wrapFileKey: (key) => {
      fileKey = Uint8Array.from(key);
      return [];
    },
  });
  const fileOfNothing = await encrypter.encrypt("");
  return { header: fileOfNothing.subarray(0, -(nonceSize + overhead)), fileKey };
}

/**
 * What was sealed, with an identity, `AGE-SECRET-KEY-1…`.
 *
 * @throws KeyError
 * @throws SealError at whatever was changed, cut off or added; what came before it was as it had been.
 */
export async function* opened(identity: string, content: Content): AsyncGenerator<Buffer> {
  const { Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  read("an identity of age, AGE-SECRET-KEY-1…", () => {
    decrypter.addIdentity(identity);
  });
  const file = new OpenedFile(decrypter);
  for await (const piece of content) yield* await ofSealed(() => file.chunks(piece));
  yield* await ofSealed(() => file.last());
}

const mostOfHeader = 65_536;

class OpenedFile {
  private begin: Buffer = Buffer.alloc(0);
  private payload?: Payload;

  public constructor(private readonly decrypter: Decrypter) {}

  public async chunks(piece: Buffer): Promise<readonly Buffer[]> {
    if (this.payload !== undefined) return [...this.payload.chunks(piece)];
    this.begin = Buffer.concat([this.begin, piece]);
    const header = /^.*?\n--- .*?\n/s.exec(this.begin.toString("latin1"))?.[0].length ?? Infinity;
    if (this.begin.length < Math.min(header + nonceSize, mostOfHeader)) return [];
    const fileKey = await this.decrypter.decryptHeader(this.begin.subarray(0, header));
    const [nonce, rest] = [header, header + nonceSize];
    this.payload = Payload.opening(fileKey, this.begin.subarray(nonce, rest));
    return [...this.payload.chunks(this.begin.subarray(rest))];
  }

  public last(): readonly Buffer[] {
    if (this.payload === undefined) throw new Error("the header is cut off");
    return [this.payload.last()];
  }
}

export async function newIdentity(): Promise<{
  readonly identity: string;
  readonly recipient: string;
}> {
  const { generateX25519Identity, identityToRecipient } = await import("age-encryption");
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** @throws SealError in the place of what the file's own bytes make fail. */
async function ofSealed<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new SealError("it was changed, cut off, or sealed for another identity", {
      cause: error,
    });
  }
}

function read(expected: string, add: () => void): void {
  try {
    add();
  } catch {
    throw new KeyError(
      `this is not ${expected}: make a pair with make db-backup ENV=<stack> NEW_KEY=1`,
    );
  }
}
