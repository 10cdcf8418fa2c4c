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

const introduction = `# Rules

Every rule of the pack by group, as \`npx tsx test/policies/write-rules.ts\` writes it. How the pack works is in
[policies/README.md](../../policies/README.md).
`;

/** The page of all rules: a table for each group. */
export function rulesPage(groups: ReadonlyMap<string, readonly RuleMetadata[]>): string {
  const tables = [...groups].map(([title, rules]) => [`## ${title}`, "", ...table(rules), ""]);
  return [introduction, ...tables.map((lines) => lines.join("\n"))].join("\n");
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
    (rule.also ?? "").replaceAll(/\s+/g, " ").trim(),
  ]);
  return [columns, columns.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
}
