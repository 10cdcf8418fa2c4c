import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, relative, resolve } from "node:path";

/**
 * Turns a position in the running code into `components/database.ts:41`: through the source map beside a bundle, or as it
 * stands when the sources run themselves. Positions outside the project have no source.
 */
export function createLocator(root: string): (position: string) => string | null {
  const maps = new Map<string, SourceMap | undefined>();
  return (position) => {
    const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(position) ?? [];
    if (file === undefined) return null;
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
    const map = maps.get(file);
    if (map === undefined) return withinProject(root, file, Number(line));
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) return null;
    const source = resolve(dirname(file), entry.originalSource);
    return withinProject(root, source, entry.originalLine + 1);
  };
}

function readMap(file: string): SourceMap | undefined {
  if (!existsSync(file)) return undefined;
  return new SourceMap(JSON.parse(readFileSync(file, "utf8")) as SourceMapPayload);
}

function withinProject(root: string, file: string, line: number): string | null {
  const path = relative(root, file);
  const foreign = path.startsWith("..") || path.includes("node_modules");
  return foreign ? null : `${path}:${String(line)}`;
}
