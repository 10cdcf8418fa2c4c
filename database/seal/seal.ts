import { ReadableStream } from "node:stream/web";
import { Failure } from "../failure";

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
  const { Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    read("a recipient of age, age1…", () => {
      encrypter.addRecipient(recipient);
    });
  }
  yield* piecesOf(await encrypter.encrypt(streamOf(content)));
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
  const lost: unknown[] = [];
  const noted = async function* (): Content {
    try {
      yield* content;
    } catch (error) {
      lost.push(error);
      throw error;
    }
  };
  try {
    yield* piecesOf(await decrypter.decrypt(streamOf(noted())));
  } catch (error) {
    if (lost.includes(error)) throw error;
    throw new SealError("it was changed, cut off, or sealed for another identity", {
      cause: error,
    });
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

function read(expected: string, add: () => void): void {
  try {
    add();
  } catch {
    throw new KeyError(
      `this is not ${expected}: make a pair with make db-backup ENV=<stack> NEW_KEY=1`,
    );
  }
}

/** Node's streams are the web's; their types differ in words alone. */
function streamOf(content: Content): globalThis.ReadableStream<Uint8Array> {
  return ReadableStream.from(content) as unknown as globalThis.ReadableStream<Uint8Array>;
}

async function* piecesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, length } of stream) {
    yield Buffer.from(buffer, byteOffset, length);
  }
}
