import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { ConflictError, type JournalStore, type Stored } from "../world";
import { journalText, readJournal } from "./journal-text";

/** Where a folder holds a stack's journal. */
export function journalFile(folder: string, stack: string): string {
  return resolve(folder, journalName(stack));
}

/** Where a backend holds it. */
export function journalName(stack: string): string {
  return `.pulumi/releases/${stack.slice(stack.lastIndexOf("/") + 1)}.json`;
}

/**
 * A journal in a file of this machine. A writer claims the next version by a link, which only one can make; one that was killed
 * then has written it, and whoever reads next puts it in its place.
 */
export function folderJournal(file: string): JournalStore {
  const address = `file://${file}`;
  const claimOf = (version: number) => `${file}.${String(version)}`;
  const current = (): Stored | undefined => {
    if (!existsSync(file)) return undefined;
    const text = readFileSync(file, "utf8");
    const { version } = JSON.parse(text) as { readonly version?: number };
    return { journal: readJournal(address, text), version: String(version ?? 0) };
  };
  return {
    address,
    read: () => {
      const next = claimOf(Number(current()?.version ?? 0) + 1);
      if (existsSync(next)) renameSync(next, file);
      return Promise.resolve(current());
    },
    write: async (journal, over) => {
      const version = Number(over ?? 0) + 1;
      const [fresh, claim] = [`${file}.${String(process.pid)}.new`, claimOf(version)];
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(fresh, journalText(journal, { version }), { mode: 0o600 });
      try {
        claimBy(fresh, claim, address);
        if (current()?.version !== over) {
          rmSync(claim, { force: true });
          throw new ConflictError(address);
        }
        if (existsSync(claim)) renameSync(claim, file);
      } finally {
        rmSync(fresh, { force: true });
      }
      return Promise.resolve(String(version));
    },
  };
}

function claimBy(fresh: string, claim: string, address: string): void {
  try {
    linkSync(fresh, claim);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new ConflictError(address);
    }
    throw error;
  }
}
