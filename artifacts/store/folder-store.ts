import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ArtifactStore, keyOf, StoreError } from "./store";

/** A store in a folder, for one machine or a mounted disk. */
export function folderStore(url: string, folder: string): ArtifactStore {
  const fileOf = (digest: string): string => join(folder, keyOf(digest));
  return {
    url,
    read: (digest) => Promise.resolve(attempt(url, "ENOENT", () => readFileSync(fileOf(digest)))),
    has: (digest) => Promise.resolve(existsSync(fileOf(digest))),
    create(digest, bytes) {
      const file = fileOf(digest);
      const fresh = `${file}.${randomUUID()}`;
      const made = attempt(url, "EEXIST", () => {
        mkdirSync(dirname(file), { recursive: true });
        try {
          writeFileSync(fresh, bytes, { flag: "wx", mode: 0o444 });
          // A link is refused where there is a file already, and is never half there.
          linkSync(fresh, file);
        } finally {
          rmSync(fresh, { force: true });
        }
        return true;
      });
      return Promise.resolve(made ?? false);
    },
  };
}

/** What it returns; nothing where it fails with the code that is expected. */
function attempt<Result>(url: string, expected: string, act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === expected) return undefined;
    throw new StoreError(`${url} can't be used: ${error instanceof Error ? error.message : ""}`);
  }
}
