/** A part of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/**
 * Every item of a list that comes in pages; the last page is empty or names no next one.
 *
 * @param read - asks for the page that begins there; `undefined` is the first.
 */
export async function allPages<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await read(cursor);
    all.push(...items);
    cursor = items.length === 0 ? undefined : next;
  } while (cursor !== undefined && cursor !== "");
  return all;
}
