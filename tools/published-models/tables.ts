import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Arguments } from "./arguments";
import type { TabledInput } from "../../sandbox/check/table";
import { type DecidedInput, TypeDecisions } from "./decide";
import { openPackages } from "./packages";
import type { Rule } from "./model";
import { sources } from "./sources";

/** What sandbox/check reads. */
export interface Tables {
  readonly inputs: Readonly<Record<string, Readonly<Record<string, TabledInput>>>>;
  readonly rules: Readonly<Record<string, Rule>>;
  /** Versions by package. */
  readonly sources: Readonly<Record<string, string>>;
}

/** An input that the program sets and nobody has decided on, or a decision on one that it sets no more. */
export class UndecidedError extends Error {}

/**
 * Holds what the program sets against the published models.
 *
 * @param recorded - inputs of every resource by type.
 * @throws UndecidedError with every such input.
 */
export function buildTables(
  home: string,
  recorded: ReadonlyMap<string, readonly unknown[]>,
): Tables {
  const packages = openPackages();
  const args = new Arguments(home);
  const inputs: Record<string, Record<string, TabledInput>> = {};
  const rules = new Map<string, Rule>();
  const mistakes: string[] = [];
  for (const [type, values] of [...recorded].sort(byKey)) {
    const [name = ""] = type.split(":");
    const models = packages[name];
    const mapping = models?.mapping[type];
    if (models === undefined || mapping === undefined) {
      mistakes.push(`${type} is in no mapping`);
      continue;
    }
    const decisions = new TypeDecisions(type, mapping, models);
    decisions.decide(args.of(type), values);
    mistakes.push(...decisions.undecided.map((path) => `${type} ${path} is not decided`));
    mistakes.push(...decisions.stale.map((path) => `${type} ${path} is decided but never set`));
    inputs[type] = Object.fromEntries(
      decisions.inputs.map(({ path, ...input }) => [path, tabled(input)]),
    );
    for (const { heldTo, keysHeldTo } of decisions.inputs) {
      for (const rule of [...heldTo, ...keysHeldTo]) {
        const found = decisions.rules.get(rule);
        if (found === undefined) continue;
        const other = rules.get(rule);
        if (other !== undefined && !isDeepStrictEqual(other, found)) {
          mistakes.push(`${type} holds ${rule} to be another rule than a type before it`);
        }
        rules.set(rule, found);
      }
    }
  }
  if (mistakes.length > 0) throw new UndecidedError(mistakes.join("\n"));
  return { inputs, rules: Object.fromEntries([...rules].sort(byKey)), sources: versions(home) };
}

function versions(home: string): Readonly<Record<string, string>> {
  const published = Object.entries(sources).map(([name, { version }]) => [name, version]);
  const sdks = ["aws", "cloudflare", "github", "random", "tls"].map((name) => {
    const sdk = `@pulumi/${name}`;
    return [sdk, versionOf(home, sdk)];
  });
  return Object.fromEntries([...published, ...sdks]) as Record<string, string>;
}

function versionOf(home: string, name: string): string {
  const file = join(home, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Without what says nothing. */
function tabled({
  type,
  required,
  heldTo,
  keysHeldTo,
  unheld,
}: Omit<DecidedInput, "path">): TabledInput {
  return {
    type,
    ...(required && { required }),
    ...(heldTo.length > 0 && { heldTo }),
    ...(keysHeldTo.length > 0 && { keysHeldTo }),
    ...(unheld !== undefined && { unheld }),
  };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
