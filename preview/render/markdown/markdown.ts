import type { Comparison } from "../../compare/comparison";
import { count, digits } from "../../report/quantity";
import type { Report } from "../../report/report";
import { summarise, type Summary } from "../../report/summary";
import { changeKinds, countChanges, signs, words } from "../change-labels";
import { visible } from "../text";
import { cut } from "../width";
import { ledgerSection, paritySection, waiversSection } from "./assurance";
import { fit, type Section } from "./budget";
import { attentionSection, changesSection, componentsSection } from "./changes";
import { prose } from "./text";
import { fixedSection, notShownSection, openSection, violationsSection } from "./verdicts";

/** Most characters of a comment; GitHub takes 65,536. */
export const defaultLimit = 64_000;

export interface MarkdownOptions {
  /** Most characters that the text may have, at least 4,000. Default: `defaultLimit`. */
  readonly limit?: number;
  /** Where to see what found no room here, Markdown of at most 300 columns. Default: the command that prints it. */
  readonly whole?: string;
}

/** The report as a pull request's comment: how it stands, what a reviewer must see, then what changes. */
export function renderMarkdown(
  report: Report,
  comparison: Comparison | undefined,
  options: MarkdownOptions = {},
): string {
  const { limit = defaultLimit, whole = "`npm run preview -- --base <ref>` prints all of it." } =
    options;
  if (limit < 4_000) throw new RangeError(`a comment needs 4000 characters, got ${String(limit)}`);
  const summary = summarise(report);
  const head = `${headline(summary)}\n\n${table(summary, comparison, limit / 2)}\n`;
  const footer = (left: number, shortened: number): string =>
    `\n<sub>Left out for length: ${count(left, "item")}, and the details of ${digits(shortened)}. ${cut(whole, 300)}</sub>\n`;
  const room = limit - head.length - footer(9_999_999, 9_999_999).length;
  const { text, left, shortened } = fit(sectionsOf(report, comparison), room);
  return head + text + (left + shortened === 0 ? "" : footer(left, shortened));
}

function headline({ stacks, resources, rules, ...found }: Summary): string {
  const { mandatoryViolations, advisoryViolations } = found;
  const size = [count(stacks.length, "stack"), count(resources, "resource"), count(rules, "rule")];
  const state = [
    ...(mandatoryViolations > 0 ? [count(mandatoryViolations, "mandatory violation")] : []),
    ...(advisoryViolations > 0 ? [count(advisoryViolations, "advisory violation")] : []),
  ];
  return `### Preview: ${state.length === 0 ? "nothing violated" : state.join(", ")}\n\n${size.join(", ")}.`;
}

/** A row per stack, as many as `limit` characters hold. */
function table(summary: Summary, comparison: Comparison | undefined, limit: number): string {
  const changes = new Map(comparison?.stacks.map((s) => [s.stack, countChanges(s.changes)]));
  const kinds = comparison === undefined ? [] : changeKinds;
  const headings = [
    "Resources",
    ...kinds.map((kind) => `${signs[kind]} ${words[kind]}`),
    "Passed",
    "Violated",
    "Waived",
    "Could not evaluate",
  ];
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  let text = row(["Stack", ...headings]) + row(["---", ...headings.map(() => "--:")]);
  for (const { stack, resources, verdicts } of summary.stacks) {
    const counts = changes.get(stack);
    const next = row([
      prose(cut(visible(stack), 40)),
      digits(resources),
      ...kinds.map((kind) => digits(counts?.[kind] ?? 0)),
      digits(verdicts.passed),
      verdicts.violated === 0 ? "0" : `**${digits(verdicts.violated)}**`,
      digits(verdicts.waived),
      digits(verdicts["could-not-evaluate"]),
    ]);
    if (text.length + next.length > limit) break;
    text += next;
  }
  return text;
}

function sectionsOf(report: Report, comparison: Comparison | undefined): Section[] {
  return [
    attentionSection(comparison),
    violationsSection(report, comparison),
    ...(comparison === undefined
      ? report.stacks.map(componentsSection)
      : comparison.stacks.map(changesSection)),
    notShownSection(report),
    waiversSection(report),
    openSection(report),
    fixedSection(comparison),
    paritySection(report),
    ledgerSection(report),
  ];
}
