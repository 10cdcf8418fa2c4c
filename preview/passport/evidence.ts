import { type Release, readReleases } from "../../settings/release";
import { previewHost } from "../../settings/stack-name";
import type { Evidence } from "./passport";
import { programFiles } from "./program-files";

/**
 * @param root - folder of the project.
 * @param home - folder of the code that runs it, mostly the same.
 */
export function readEvidence(root: string, home: string, stacks: readonly string[]): Evidence {
  const code = root === home ? [] : [...programFiles(home, false)];
  return {
    files: new Map([
      ...programFiles(root),
      ...code.map(([path, hash]) => [`program/${path}`, hash] as const),
    ]),
    releases: new Map(stacks.map((stack) => [stack, releasesOf(root, stack)])),
  };
}

function releasesOf(root: string, stack: string): ReadonlyMap<string, Release> {
  return readReleases(root, stack, stack.startsWith("pr-") ? previewHost : undefined).sound;
}
