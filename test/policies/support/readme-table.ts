import type { PackEntry } from "../../../policies/pack-entry";

const columns = [
  "Rule",
  "Level",
  "Severity",
  "What",
  "Why",
  "How to fix",
  "Waivable",
  "Also known as",
];

/** The table of rules as policies/README.md shows it, one heading per group. */
export function readmeTable(groups: ReadonlyMap<string, readonly PackEntry[]>): string {
  return [...groups]
    .map(([title, entries]) => [`### ${title}`, "", ...table(entries)].join("\n"))
    .join("\n\n");
}

function table(entries: readonly PackEntry[]): readonly string[] {
  const rows = entries.map((entry) => [
    `\`${entry.id}\``,
    entry.level,
    entry.severity,
    entry.title,
    `${entry.why} (${entry.source})`,
    entry.fix,
    entry.waivable,
    (entry.also ?? []).join(", "),
  ]);
  return [columns, columns.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
}

/** What policies/README.md says under its heading "Rules"; Prettier would pad every cell to the longest. */
export function ruleSection(readme: string): string {
  const [, section] =
    /\n## Rules\n\n<!-- prettier-ignore-start -->\n([^]*)\n<!-- prettier-ignore-end -->\n/.exec(
      readme,
    ) ?? [];
  if (section === undefined)
    throw new Error('policies/README.md has no section "Rules" at its end');
  return section;
}
