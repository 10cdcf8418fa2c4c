/**
 * The items, of which there must be one.
 *
 * @throws Error when there is none: a loop over nothing would expect nothing.
 */
export function some<T>(items: Iterable<T>): readonly [T, ...T[]] {
  const [first, ...others] = items;
  if (first === undefined) throw new Error("there is none of which something would be expected");
  return [first, ...others];
}
