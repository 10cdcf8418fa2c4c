import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Hands a new folder over before each test around it, and removes it after the test. */
export function folderForEach(use: (folder: string) => void): void {
  folderBetween(beforeEach, afterEach, use);
}

/** Hands one folder over before all tests around it, and removes it after the last. */
export function folderForAll(use: (folder: string) => void): void {
  folderBetween(before, after, use);
}

function folderBetween(
  begin: Mocha.HookFunction,
  end: Mocha.HookFunction,
  use: (folder: string) => void,
): void {
  let folder: string;
  begin(() => {
    folder = mkdtempSync(join(tmpdir(), "platform-test-"));
    use(folder);
  });
  end(() => {
    rmSync(folder, { recursive: true, force: true });
  });
}
