import { digestOf } from "../digest";

/** The store can't be asked, or what it holds is not what it should be; the message says which, and what to do. */
export class StoreError extends Error {}

/** Where modules and sites are kept by their digest. What was put there never changes. */
export interface ArtifactStore {
  /** For people: its address. */
  readonly url: string;
  /**
   * What it holds under a digest, unchecked; `undefined` where it has none.
   *
   * @throws StoreError where it can't be asked.
   */
  read(digest: string): Promise<Buffer | undefined>;
  /** @throws StoreError where it can't be asked. */
  has(digest: string): Promise<boolean>;
  /**
   * Keeps it unless something is there already; whether it was new.
   *
   * @throws StoreError where it can't be asked.
   */
  create(digest: string, bytes: Buffer): Promise<boolean>;
}

/**
 * What the store holds under a digest, checked against it; `undefined` where it has none.
 *
 * @throws StoreError
 */
export async function getChecked(
  store: ArtifactStore,
  digest: string,
): Promise<Buffer | undefined> {
  const bytes = await store.read(digest);
  if (bytes === undefined || digestOf(bytes) === digest) return bytes;
  throw new StoreError(
    `${store.url} holds other bytes under ${digest}, whose digest is ${digestOf(bytes)}: an administrator has to look`,
  );
}

/**
 * Puts something there once, and makes sure that it is what the store has.
 *
 * @returns its digest, and whether it is new there.
 * @throws StoreError
 */
export async function put(
  store: ArtifactStore,
  bytes: Buffer,
): Promise<{ readonly digest: string; readonly isNew: boolean }> {
  const digest = digestOf(bytes);
  const isNew = await store.create(digest, bytes);
  if ((await getChecked(store, digest)) === undefined) {
    throw new StoreError(`${store.url} has not kept ${digest}`);
  }
  return { digest, isNew };
}

/** Where a digest lies in every store, below its address. */
export function keyOf(digest: string): string {
  return digest.replace(":", "/");
}
