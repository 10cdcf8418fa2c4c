import { randomUUID } from "node:crypto";
import { createReadStream, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Content } from "../seal/seal";
import { type BackupStore, BackupStoreError } from "./backup-store";

/** A store in a folder, for one machine or a mounted disk. It locks nothing. */
export function folderBackups(url: string, folder: string): BackupStore {
  const refusal = (error: unknown): BackupStoreError =>
    new BackupStoreError(`${url} can't be used: ${error instanceof Error ? error.message : ""}`);
  return {
    url,
    async upload(key, content) {
      const file = join(folder, key);
      const fresh = `${file}.${randomUUID()}.part`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        await written(fresh, content);
        // A link is refused where there is a file already, and is never half there.
        linkSync(fresh, file);
      } catch (error) {
        throw isOfDisk(error) ? refusal(error) : error;
      } finally {
        if (existsSync(fresh)) rmSync(fresh);
      }
    },
    async *read(key) {
      try {
        for await (const piece of createReadStream(join(folder, key))) yield piece as Buffer;
      } catch (error) {
        throw isOfDisk(error) ? refusal(error) : error;
      }
    },
    list(prefix) {
      const inside = join(folder, prefix);
      if (!existsSync(inside)) return Promise.resolve([]);
      const files = readdirSync(inside, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
      return Promise.resolve(files.sort());
    },
    remove(key) {
      rmSync(join(folder, key), { force: true });
      return Promise.resolve();
    },
  };
}

async function written(file: string, content: Content): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const piece of content) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
