import { isUnknownValueError } from "./unknown";

/**
 * What is wrong by any of the checks: one that waits for a value must not hide what another is sure of.
 *
 * @throws UnknownValueError when none is sure of anything and one of them waits.
 */
export function certainOf(checks: readonly (() => readonly string[])[]): readonly string[] {
  const found: string[] = [];
  let unknown: Error | undefined;
  for (const check of checks) {
    try {
      found.push(...check());
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown = error;
    }
  }
  if (found.length === 0 && unknown !== undefined) throw unknown;
  return found;
}
