import type { RuleMetadata } from "../../../policies/rule-metadata";

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
export function readmeTable(groups: ReadonlyMap<string, readonly RuleMetadata[]>): string {
  return [...groups]
    .map(([title, rules]) => [`### ${title}`, "", ...table(rules)].join("\n"))
    .join("\n\n");
}

function table(rules: readonly RuleMetadata[]): readonly string[] {
  const rows = rules.map((rule) => [
    `\`${rule.id}\``,
    rule.level,
    rule.severity,
    rule.title,
    `${rule.why} (${rule.source})`,
    rule.fix,
    rule.waivable,
    (rule.also ?? []).join(", "),
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
