// @ts-check
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- JSDoc has the types */
/**
 * Files that make the next start faster, under node_modules/.cache. Each ends with a digest of itself: what a crash, a
 * full disk or a hand has damaged is built again and never run. V8 would crash on damaged code.
 */
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const home = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Beside the packages, so that checkouts which share them share it. */
export const cache = join(home, "node_modules", ".cache", "preview");
const sealLength = 32;
const dayMs = 86_400_000;

/** @param {string} name */
export function cachePath(name) {
  return join(cache, name);
}

/** What was kept under a name; nothing where it is absent or not as it was kept. @param {string} name */
export function recall(name) {
  const sealed = attempt(() => readFileSync(cachePath(name)));
  if (sealed === undefined) return undefined;
  const data = sealed.subarray(0, -sealLength);
  return sealed.subarray(-sealLength).equals(seal(data)) ? data : undefined;
}

/**
 * Keeps data at once or not at all, so that two previews may start together. Where the cache can't be written, because
 * it is read-only or the disk is full, the next start is slower, and no more.
 *
 * @param {string} name
 * @param {string | Uint8Array} data
 * @returns {boolean} whether it is kept.
 */
export function keep(name, data) {
  const file = cachePath(name);
  const part = `${file}.${String(process.pid)}`;
  const kept = attempt(() => {
    mkdirSync(cache, { recursive: true });
    writeFileSync(part, Buffer.concat([Buffer.from(data), seal(data)]));
    renameSync(part, file);
    return true;
  });
  if (kept === undefined) attempt(() => rmSync(part, { force: true }));
  return kept === true;
}

/** Removes what was made more than a day ago: every edit makes a new bundle. @param {string} prefix */
export function forget(prefix) {
  for (const name of attempt(() => readdirSync(cache)) ?? []) {
    const file = cachePath(name);
    attempt(() => {
      if (name.startsWith(prefix) && statSync(file).mtimeMs < Date.now() - dayMs) rmSync(file);
    });
  }
}

/** @param {string | Uint8Array} data */
function seal(data) {
  return createHash("sha256").update(data).digest();
}

/** @template T @param {() => T} act @returns {T | undefined} */
function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
