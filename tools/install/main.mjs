// @ts-check
/**
 * Installs what package-lock.json says, beside what is there: an install that can't finish takes nothing away. Uses
 * nothing but Node, since nothing else is there yet.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";

/** What npm notes of its last install. */
const installed = join("node_modules", ".package-lock.json");

if (isInstalled()) {
  utimesSync(installed, new Date(), new Date());
} else {
  process.stderr.write("Installing the packages this needs (from the npm registry)…\n");
  process.exitCode = install();
}

/** Whether the packages are there, whoever installed them; those of other machines are left out of an install. */
function isInstalled() {
  const [wanted, there] = [packagesIn("package-lock.json"), packagesIn(installed)];
  return (
    there !== undefined &&
    Object.entries(wanted ?? {}).every(
      ([path, { version, integrity, optional }]) =>
        path === "" ||
        (there[path] === undefined
          ? optional === true
          : there[path].version === version && there[path].integrity === integrity),
    )
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** @returns {number} the exit code. */
function install() {
  const beside = join(".install");
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside);
  try {
    for (const file of ["package.json", "package-lock.json", ".npmrc"]) {
      if (existsSync(file)) cpSync(file, join(beside, file));
    }
    const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    const { status, error } = spawnSync("npm", args, {
      cwd: beside,
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) {
      const why = error === undefined ? "npm ci failed, above" : error.message;
      const kept = existsSync(installed) ? "; what was installed before is as it was" : "";
      process.stderr.write(`The packages can't be installed: ${why}${kept}.\n`);
      return 1;
    }
    if (existsSync("node_modules")) renameSync("node_modules", join(beside, "before"));
    renameSync(join(beside, "node_modules"), "node_modules");
    return 0;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
