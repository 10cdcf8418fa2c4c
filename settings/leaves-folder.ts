import { realpathSync } from "node:fs";
import { sep } from "node:path";

/**
 * Whether a path leaves a folder by a link on its way: a pull request could let it show, or upload, what only this machine
 * should read.
 *
 * @throws the file system's error where there is nothing at the path.
 */
export function leavesFolder(folder: string, path: string): boolean {
  // The other form asks for each folder on the way, which a confined process may not see.
  const home = realpathSync.native(folder);
  const real = realpathSync.native(path);
  return real !== home && !real.startsWith(home + sep);
}
