import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareText, SettingsError } from "../settings/problem";
import { readReleases, type Release, releasesFileName } from "../settings/release";

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
  const file = join(root, releasesFileName(stack));
  const { $schema, ...before } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const after = Object.entries({ ...before, ...releases }).sort(([one], [other]) =>
    compareText(one, other),
  );
  const content = { ...($schema !== undefined && { $schema }), ...Object.fromEntries(after) };
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}
