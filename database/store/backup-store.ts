import { createHash } from "node:crypto";
import { Failure } from "../failure";
import type { Content } from "../seal/seal";

/** The store can't be asked, or has not kept what was put there; the message says what to do. */
export class BackupStoreError extends Failure {}

/** Where backups lie. What was put there under a key never changes. */
export interface BackupStore {
  /** For people: its address. */
  readonly url: string;
  /**
   * Keeps what comes: all of it, or nothing where the content or the store fails before its end.
   *
   * @param lockedUntil - before which nobody can remove it, where the store can lock.
   * @throws BackupStoreError, or what the content throws.
   */
  upload(key: string, content: Content, lockedUntil: Date): Promise<void>;
  /** What lies under a key, unchecked. @throws BackupStoreError where it can't be read to its end. */
  read(key: string): Content;
  /** Every key below a prefix, sorted. @throws BackupStoreError */
  list(prefix: string): Promise<readonly string[]>;
  /** @throws BackupStoreError where it is locked. */
  remove(key: string): Promise<void>;
}

/** How much came by, and its digest. */
export class Measure {
  private readonly hash = createHash("sha256");
  private count = 0;

  public async *over(content: Content): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      this.hash.update(piece);
      this.count += piece.length;
      yield piece;
    }
  }

  /** Of all that came; to be asked once. */
  public result(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.count, sha256: this.hash.digest("hex") };
  }
}

/** @throws what the content throws. */
export async function whole(content: Content): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function* justly(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
