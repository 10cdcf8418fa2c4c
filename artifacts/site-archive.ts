import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extract, Header, Pax } from "tar";
import { compareText } from "../settings/problem";

/** A folder holds what no site can be made of; the message says what. */
export class SiteError extends Error {}

/** Bytes of a block of tar. */
const block = 512;

/**
 * A folder's files as one archive that is a function of their names and contents alone: neither the machine, its time zone,
 * locale and umask, nor who built it and when, change a bit of it.
 *
 * @throws SiteError where there is no file, or a link, whose end is not the build's.
 */
export function archiveOf(folder: string): Buffer {
  const names = filesIn(folder).sort(compareText);
  if (names.length === 0) throw new SiteError(`${folder} holds no file: nothing was built`);
  return Buffer.concat([
    ...names.flatMap((name) => entryOf(name, readFileSync(join(folder, name)))),
    Buffer.alloc(2 * block),
  ]);
}

/** Writes an archive's files into a new folder. */
export function unpack(archive: Buffer, folder: string): void {
  mkdirSync(folder, { recursive: true });
  extract({ cwd: folder, strict: true, sync: true }).end(archive);
}

function filesIn(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(folder, name);
    if (entry.isFile()) return [name];
    throw new SiteError(
      `${join(folder, name)} is no file but a link or the like: write the file itself`,
    );
  });
}

function entryOf(path: string, content: Buffer): readonly Buffer[] {
  const fields = { path, size: content.length };
  const header = new Header({
    ...fields,
    type: "File",
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: new Date(0),
  });
  // What the short fields of a header don't hold stands in an entry of its own before it.
  const long = header.encode() ? [new Pax(fields).encode()] : [];
  const padding = Buffer.alloc((block - (content.length % block)) % block);
  return [...long, header.block ?? Buffer.alloc(0), content, padding];
}
