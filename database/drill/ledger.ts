import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tried } from "./drill";

/** Where the policies and releases read when a restore was tried last (policies/README.md). */
const file = "releases/restore-drills.json";

/** The name of an environment's Neon project in its state, by which the ledger knows it. */
export function projectUrn(stack: string, project: string, database: string): string {
  const type = "platform:environment:Environment$platform:neon:Database$neon:index:Project";
  return `urn:pulumi:${stack}::${project}::${type}::${stack}-${database}-project`;
}

/** Writes down that a restore was tried and all was as it should be. @returns the file, to be committed. */
export function writeDrill(
  root: string,
  urn: string,
  { on, tried }: { readonly on: Date; readonly tried: readonly Tried[] },
): string {
  const path = join(root, file);
  const former = existsSync(path)
    ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>)
    : {};
  const entry = {
    restoredOn: on.toISOString().slice(0, 10),
    ways: tried.map(({ way, what, seconds, lostSeconds }) => ({
      ...{ way, what, seconds: Math.ceil(seconds), lostSeconds: Math.ceil(lostSeconds) },
    })),
  };
  writeFileSync(path, `${JSON.stringify({ ...former, [urn]: entry }, undefined, 2)}\n`);
  return file;
}
