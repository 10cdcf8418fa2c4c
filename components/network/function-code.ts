import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** A function's code as it is deployed. */
export interface FunctionCode {
  readonly archive: pulumi.asset.Archive;
  /** Another one exactly when a file of it is another. */
  readonly hash: string;
}

/**
 * The files of a folder with the packages that they import, as `npm ci` installed them: nothing is built, so that the
 * archive is the same on every machine.
 *
 * @param folder without folders of its own, relative to the project
 * @param packages names of packages that need no other
 * @throws pulumi.RunError when a package is not installed
 */
export function functionCode(folder: string, packages: readonly string[]): FunctionCode {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.map(({ name }) => name);
  const link = entries.find((entry) => entry.isSymbolicLink())?.name;
  if (link !== undefined) {
    throw new pulumi.RunError(`${folder}/${link} is a link: put the file itself there`);
  }
  const installed = packages.map((each) => `node_modules/${each}`);
  const missing = installed.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new pulumi.RunError(`${folder} needs ${missing.join(", ")}, not installed: run npm ci`);
  }
  const hash = createHash("sha256");
  for (const path of [
    ...files.map((file) => join(folder, file)),
    ...installed.flatMap(filesIn),
  ].sort()) {
    hash.update(`${path}\0`).update(createHash("sha256").update(readFileSync(path)).digest());
  }
  return {
    archive: new pulumi.asset.AssetArchive({
      ...Object.fromEntries(
        files.map((file) => [file, new pulumi.asset.FileAsset(join(folder, file))]),
      ),
      ...Object.fromEntries(installed.map((path) => [path, new pulumi.asset.FileArchive(path)])),
    }),
    hash: hash.digest("hex"),
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
