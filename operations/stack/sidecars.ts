import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * A backend on disk keeps a file of attributes beside each state, `<stack>.json.attrs`. The engine writes the state itself
 * whole or not at all, but a kill can leave that other file empty, and then it reads neither ("failed to load checkpoint:
 * EOF"). Nothing needs the attributes: what can't be read is removed.
 *
 * @param backend - URL of the backend; other kinds than `file://` have no such files.
 * @returns the files that were removed.
 */
export function removeBrokenAttributes(backend: string, stack: string): readonly string[] {
  const root = rootOf(backend);
  if (root === undefined) return [];
  const broken = ["stacks", "locks"]
    .flatMap((part) => filesUnder(join(root, ".pulumi", part)))
    .filter((file) => isOf(stack, file) && !isReadable(file));
  for (const file of broken) rmSync(file, { force: true });
  return broken;
}

/** What the engine says of such a state. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && /failed to load checkpoint|: EOF$/m.test(error.message);
}

function rootOf(backend: string): string | undefined {
  const path = /^file:\/\/([^?]+)/.exec(backend)?.[1];
  return path === undefined ? undefined : resolve(path.replace(/^~/, homedir()));
}

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
    join(folder, file),
  );
}

/** `…/stacks/<project>/<stack>.json.attrs` and `…/locks/…/<stack>/<id>.json.attrs`. */
function isOf(stack: string, file: string): boolean {
  const [name = "", folder] = file.split(/[/\\]/).reverse();
  if (!name.endsWith(".attrs")) return false;
  return folder === stack || name.startsWith(`${stack}.json`);
}

function isReadable(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
