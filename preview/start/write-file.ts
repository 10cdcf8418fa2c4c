import { closeSync, openSync, writeSync } from "node:fs";
import { reasonOf } from "../../settings/file-error";
import { UsageError } from "../../settings/usage-error";

/**
 * Writes a file piece by piece: the report of a large platform is longer than a string can be.
 *
 * @throws UsageError that says why it can't be written.
 */
export function writeFile(file: string, pieces: Iterable<string>): void {
  try {
    const descriptor = openSync(file, "w");
    for (const piece of pieces) writeSync(descriptor, piece);
    closeSync(descriptor);
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${reasonOf(error)}`);
  }
}
