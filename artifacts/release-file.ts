import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareText, SettingsError } from "../settings/problem";
import { UsageError } from "../settings/usage-error";
import { readReleases, type Release, releasesFileName } from "../settings/release";

/** In tenths of a second: writing takes none. */
const longestWait = 100;

/**
 * Writes releases of some workloads into an environment's file, in place of those before, and leaves the others as they are.
 *
 * @throws SettingsError where the file can't be read: a person's mistake in it must not be lost.
 */
export function writeReleases(
  root: string,
  stack: string,
  releases: Readonly<Record<string, Release>>,
): void {
  const { problems } = readReleases(root, stack, undefined);
  if (problems.length > 0) throw new SettingsError(stack, problems);
  rewrite(join(root, releasesFileName(stack)), (text) => {
    const { $schema, ...before } = JSON.parse(text) as Record<string, unknown>;
    const after = Object.entries({ ...before, ...releases }).sort(([one], [other]) =>
      compareText(one, other),
    );
    const content = { ...($schema !== undefined && { $schema }), ...Object.fromEntries(after) };
    return `${JSON.stringify(content, undefined, 2)}\n`;
  });
}

/** Builds that run side by side write one file: each waits for the one before, and no reader sees half of it. */
function rewrite(file: string, change: (text: string) => string): void {
  const next = `${file}.next`;
  const descriptor = opened(next);
  try {
    writeFileSync(descriptor, change(readFileSync(file, "utf8")));
    renameSync(next, file);
  } catch (error) {
    rmSync(next);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** A new file, once nobody else has it open. */
function opened(file: string): number {
  for (let attempts = longestWait; attempts > 0; attempts--) {
    try {
      return openSync(file, "wx");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  throw new UsageError(`${file} is there: another build writes, or one was killed: rm ${file}`);
}
