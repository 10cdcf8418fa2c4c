import { realpathSync } from "node:fs";
import { sep } from "node:path";

/**
 * Whether a path leaves a folder by a link on its way: a pull request could let it show, or upload, what only this machine
 * should read.
 *
 * @throws the file system's error where there is nothing at the path.
 */
export function leavesFolder(folder: string, path: string): boolean {
  const home = realpathSync(folder);
  const real = realpathSync(path);
  return real !== home && !real.startsWith(home + sep);
}
