import { createHash, type Hash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { leavesFolder } from "../../settings/leaves-folder";
import { type Tree, type TreeMap, Unknown } from "../report/tree";

/**
 * A file or a text with the hash of its content, by which the engine sees that it has changed under the same name; one
 * that has a hash keeps it. Unknown where there is nothing to read: what is fetched from an address, or was not built yet.
 */
export function hashedAsset(asset: TreeMap): TreeMap {
  return { ...withoutMarks(asset), hash: asset.hash ?? contentHash(asset) };
}

/** The same for a folder, an archive file or a map of assets. */
export function hashedArchive(archive: TreeMap): TreeMap {
  return { ...withoutMarks(archive), hash: archive.hash ?? archiveHash(archive) };
}

/** What the SDK knows its own objects by does not reach the engine. */
function withoutMarks(asset: TreeMap): TreeMap {
  return Object.fromEntries(Object.entries(asset).filter(([key]) => !key.startsWith("__")));
}

function contentHash(asset: TreeMap): Tree {
  const content = bytesOf(asset);
  if (content === undefined) return Unknown.value;
  return createHash("sha256").update(content).digest("hex");
}

function archiveHash(archive: TreeMap): Tree {
  if (typeof archive.path === "string" && isArchiveFile(archive.path)) return contentHash(archive);
  const members = membersOf(archive);
  if (members === undefined) return Unknown.value;
  const hash = createHash("sha256");
  for (const { name, content } of members) addToTar(hash, name, content);
  return hash.update(Buffer.alloc(2 * blockBytes)).digest("hex");
}

function bytesOf({ text, path }: TreeMap): Buffer | undefined {
  if (typeof text === "string") return Buffer.from(text);
  return typeof path === "string" ? readIfThere(path) : undefined;
}

interface Member {
  readonly name: string;
  readonly content: Buffer;
}

/** What an archive holds, in the engine's order; `undefined` where a part of it can't be read. */
function membersOf({ path, assets }: TreeMap): readonly Member[] | undefined {
  if (typeof path === "string") return filesBelow(resolve(path));
  if (typeof assets !== "object" || assets === null) return undefined;
  const members = Object.entries(assets as Readonly<Record<string, Tree>>)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => membersUnder(name, part as TreeMap));
  return members.every((list) => list !== undefined) ? members.flat() : undefined;
}

/** One asset under its name, or what an archive in an archive holds under it. */
function membersUnder(name: string, part: TreeMap): readonly Member[] | undefined {
  const content = bytesOf(part);
  if (content !== undefined) return [{ name, content }];
  return membersOf(part)?.map((member) => ({ ...member, name: `${name}/${member.name}` }));
}

/** Every file below a folder, folder by folder in the order of their names; the engine leaves out what is its own. */
function filesBelow(folder: string): readonly Member[] | undefined {
  const visit = (path: string): Member[] =>
    readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => name !== ".pulumi")
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((entry) => {
        const file = join(path, entry.name);
        if (entry.isSymbolicLink()) requireInside(file);
        if (statSync(file).isDirectory()) return visit(file);
        return [{ name: relative(folder, file), content: readFileSync(file) }];
      });
  return whereThere(() => {
    requireInside(folder);
    return visit(folder);
  });
}

function readIfThere(path: string): Buffer | undefined {
  return whereThere(() => {
    requireInside(path);
    return readFileSync(path);
  });
}

/** Packages may lie elsewhere, as whoever installed them has it; a link that the project brings along may not. */
function requireInside(path: string): void {
  const project = process.cwd();
  const name = relative(project, resolve(path));
  if (name.startsWith("..") || name.split(sep).includes("node_modules")) return;
  if (!leavesFolder(project, path)) return;
  throw new RunError(
    `${name} is a link out of the project's folder, to ${realpathSync(path)}: put the file itself there`,
  );
}

function whereThere<Content>(read: () => Content): Content | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code !== undefined) return undefined;
    throw error;
  }
}

function isArchiveFile(path: string): boolean {
  return /\.(?:tar|tgz|tar\.gz|zip|jar)$/.test(path);
}

const blockBytes = 512;

/** A file as the engine packs it to take the hash: no owner, no time, so that only names and contents count. */
function addToTar(hash: Hash, name: string, content: Buffer): void {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, digits: number): void => {
    header.write(value.toString(8).padStart(digits, "0"), at);
  };
  header.write(name, 0, 100);
  octal(0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(content.length, 124, 11);
  octal(0, 136, 11);
  header.fill(" ", 148, 156);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  octal(0, 329, 7);
  octal(0, 337, 7);
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  );
  header[154] = 0;
  hash.update(header).update(content);
  hash.update(Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes));
}
