import { SourceMap, type SourceMapPayload } from "node:module";
import { isAbsolute, relative, resolve } from "node:path";

/** Turns a position in the running code into one in the program's source. */
export type Locate = (position: string) => string | null;

/** The source map of a bundle, as JSON; `undefined` for a file that is none. */
export type ReadSourceMap = (file: string) => string | undefined;

/**
 * Turns a position in the running code into `components/data/database.ts:41`: through the source map of a bundle, or as it
 * stands when the sources run themselves. Positions outside the project have no source.
 */
export function createLocator(
  root: string,
  readSourceMap: ReadSourceMap = () => undefined,
): Locate {
  const maps = new Map<string, SourceMap | undefined>();
  return (position) => {
    const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(position) ?? [];
    // Node's own code stands in no file: `node:internal/modules/run_main`.
    if (file === undefined || !isAbsolute(file)) return null;
    if (!maps.has(file)) maps.set(file, parseMap(readSourceMap(file)));
    const map = maps.get(file);
    if (map === undefined) return withinProject(root, file, Number(line));
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) return null;
    const source = resolve(root, entry.originalSource);
    return withinProject(root, source, entry.originalLine + 1);
  };
}

function parseMap(text: string | undefined): SourceMap | undefined {
  return text === undefined ? undefined : new SourceMap(JSON.parse(text) as SourceMapPayload);
}

function withinProject(root: string, file: string, line: number): string | null {
  const path = relative(root, file);
  const foreign = path.startsWith("..") || path.includes("node_modules");
  return foreign ? null : `${path}:${String(line)}`;
}
