import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { derived, readHeader, writeHeader } from "./header";
import { identityKey, recipientKey } from "./keys";
import { SealError } from "./seal-error";

export type Content = AsyncIterable<Buffer>;

const chunkBytes = 65_536;
const tagBytes = 16;
const nonceBytes = 16;
const longestHeader = 16_384;
const tag = { authTagLength: tagBytes } as const;

/**
 * What comes, in the format of age (https://age-encryption.org/v1) for every one of the recipients. Node's own ciphers do it:
 * they are ten times as fast as those in JavaScript, and a backup is as slow as its slowest part. The last chunk is written
 * when the content has ended well, so that nobody can open what was cut off.
 */
export async function* sealed(
  recipients: readonly string[],
  content: Content,
): AsyncGenerator<Buffer> {
  const fileKey = randomBytes(16);
  yield writeHeader(fileKey, recipients.map(recipientKey));
  const nonce = randomBytes(nonceBytes);
  yield nonce;
  const key = derived(fileKey, nonce, "payload");
  const counter = Buffer.alloc(12);
  for await (const { chunk, isLast } of chunksOf(content, chunkBytes)) {
    const cipher = createCipheriv("chacha20-poly1305", key, nextNonce(counter, isLast), tag);
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** What was sealed. @throws SealError at whatever was changed, cut off or added; what came before it was as it had been. */
export async function* opened(identity: string, content: Content): AsyncGenerator<Buffer> {
  const { header, rest } = await takeHeader(
    content[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>,
  );
  const fileKey = readHeader(header, identityKey(identity));
  const counter = Buffer.alloc(12);
  let key: Buffer | undefined;
  let chunks = 0;
  for await (const { chunk, isLast } of chunksOf(rest, chunkBytes + tagBytes, nonceBytes)) {
    if (key === undefined) {
      if (isLast) throw new SealError("it was cut off");
      key = derived(fileKey, chunk, "payload");
      continue;
    }
    yield openedChunk(key, nextNonce(counter, isLast), chunk, chunks === 0);
    chunks += 1;
  }
}

function openedChunk(key: Buffer, nonce: Buffer, chunk: Buffer, mayBeEmpty: boolean): Buffer {
  const length = chunk.length - tagBytes;
  if (length < 0 || (length === 0 && !mayBeEmpty)) throw new SealError("it was cut off");
  const decipher = createDecipheriv("chacha20-poly1305", key, nonce, tag);
  decipher.setAuthTag(chunk.subarray(length));
  const plain = decipher.update(chunk.subarray(0, length));
  try {
    decipher.final();
  } catch {
    throw new SealError("it was changed or cut off");
  }
  return plain;
}

/** The number of a chunk, which is counted on, and whether it is the last one. */
function nextNonce(counter: Buffer, isLast: boolean): Buffer {
  const nonce = Buffer.from(counter);
  nonce[11] = isLast ? 1 : 0;
  for (let place = 10; place >= 0; place -= 1) {
    const next = ((counter[place] ?? 0) + 1) & 0xff;
    counter[place] = next;
    if (next !== 0) break;
  }
  return nonce;
}

/** The content in pieces of a size, the last one shorter, and empty only where nothing came. */
async function* chunksOf(
  content: Content,
  size: number,
  first = 0,
): AsyncGenerator<{ readonly chunk: Buffer; readonly isLast: boolean }> {
  let [held, bytes, wanted]: [Buffer[], number, number] = [[], 0, first === 0 ? size : first];
  for await (const piece of content) {
    held.push(piece);
    bytes += piece.length;
    while (bytes > wanted) {
      const all = held.length === 1 ? held[0] : Buffer.concat(held);
      if (all === undefined) break;
      yield { chunk: all.subarray(0, wanted), isLast: false };
      held = [all.subarray(wanted)];
      bytes -= wanted;
      wanted = size;
    }
  }
  yield { chunk: Buffer.concat(held), isLast: true };
}

async function takeHeader(
  content: AsyncIterator<Buffer, undefined>,
): Promise<{ readonly header: string; readonly rest: Content }> {
  let taken = Buffer.alloc(0);
  for (;;) {
    const mark = /\n---[^\n]*\n/.exec(taken.toString("latin1"));
    if (mark !== null) {
      const end = mark.index + mark[0].length;
      return {
        header: taken.toString("latin1", 0, end),
        rest: followed(taken.subarray(end), content),
      };
    }
    const next = await content.next();
    if (next.done === true || taken.length > longestHeader) {
      throw new SealError("it is no file of age");
    }
    taken = Buffer.concat([taken, next.value]);
  }
}

async function* followed(
  first: Buffer,
  content: AsyncIterator<Buffer, undefined>,
): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (;;) {
      const next = await content.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await content.return?.();
  }
}
