import { publishedRules, type TabledInput } from "../../sandbox/check/table";
import { unheldReasons } from "./mapping/decision";
import type { Tables } from "./tables";

/** How far inputs are held against something. */
export interface Coverage {
  /** Against values, lengths, bounds, patterns or a format. */
  readonly values: number;
  /** Against all that there is to say: true or false, a whole number. */
  readonly types: number;
  readonly none: Readonly<Partial<Record<string, number>>>;
}

const begin = "<!-- coverage: npm run published-models -->";
const end = "<!-- /coverage -->";

/** Counts inputs that hold a value; what holds other inputs is not one. */
export function coverageOf(
  inputs: readonly TabledInput[],
  rules: Tables["rules"] = publishedRules,
): Coverage {
  const none: Record<string, number> = {};
  let [values, types] = [0, 0];
  for (const { type, heldTo = [], unheld } of inputs) {
    if (["list", "map", "object"].includes(type)) continue;
    if (unheld !== undefined) none[unheld] = (none[unheld] ?? 0) + 1;
    else if (heldTo.some((name) => saysValues(name, rules))) values++;
    else types++;
  }
  return { values, types, none };
}

/** The document with its tables of what is held against what. */
export function describeCoverage(document: string, { inputs, rules, sources }: Tables): string {
  const rows = Object.entries(inputs).map(([type, paths]) => {
    const { values, types, none } = coverageOf(Object.values(paths), rules);
    return row([`\`${type}\``, values, types, sum(none)]);
  });
  const all = coverageOf(
    Object.values(inputs).flatMap((paths) => Object.values(paths)),
    rules,
  );
  const text = [
    `The program sets ${String(all.values + all.types + sum(all.none))} inputs: ${String(all.values)} are held against values, ${String(all.types)} have a type that says all, and ${String(sum(all.none))} are held against nothing but their type:`,
    "",
    ...table(
      ["inputs", "held against nothing, since"],
      Object.entries(unheldReasons).map(([name, reason]) => row([all.none[name] ?? 0, reason])),
    ),
    "",
    ...table(
      ["source", "version"],
      Object.entries(sources).map(([name, version]) => row([`\`${name}\``, version])),
    ),
    "",
    ...table(["resource", "values", "type says all", "nothing"], rows),
  ].join("\n");
  const [before = "", rest = ""] = document.split(begin);
  const after = rest.slice(rest.indexOf(end));
  return `${before}${begin}\n\n${text}\n\n${after}`;
}

function saysValues(name: string, rules: Tables["rules"]): boolean {
  const rule = rules[name];
  return rule === undefined || Object.keys(rule).some((key) => key !== "whole");
}

function sum(counts: Coverage["none"]): number {
  return Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);
}

function table(heads: readonly string[], rows: readonly string[]): readonly string[] {
  return [row(heads), row(heads.map(() => "---")), ...rows];
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
