import { readFileSync } from "node:fs";
import { sdkTypes } from "./sdk-types";

const sdks = ["aws", "cloudflare", "github"];

/** The resource types, and the arguments of the others, that the SDKs mark as deprecated. */
export function superseded(): {
  readonly types: readonly string[];
  readonly arguments: Readonly<Record<string, readonly string[]>>;
} {
  const types: string[] = [];
  const names: [string, readonly string[]][] = [];
  for (const [type, file] of sdks.flatMap((sdk) => [...sdkTypes(sdk)])) {
    if (!type.includes(":")) continue;
    const source = readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8");
    if (/@deprecated[^*]*\*\/\s*export declare class/.test(source)) {
      types.push(type);
      continue;
    }
    const [, body = ""] = /export interface \w+Args \{([^]*)/.exec(source) ?? [];
    const marked = [...body.matchAll(/@deprecated[^]*?\*\/\s*(\w+)\??:/g)].map(
      ([, name = ""]) => name,
    );
    if (marked.length > 0) names.push([type, marked.sort()]);
  }
  names.sort(([a], [b]) => (a < b ? -1 : 1));
  return { types: types.sort(), arguments: Object.fromEntries(names) };
}
