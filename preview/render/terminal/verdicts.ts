import type { VerdictChanges } from "../../compare/comparison";
import { groupBy } from "../../report/group-by";
import { count, digits } from "../../report/quantity";
import type { ReportedVerdict, StackReport, VerdictStatus } from "../../report/report";
import type { StackSummary } from "../../report/summary";
import { withoutRule } from "../../report/verdict-message";
import { visible } from "../../../settings/visible";
import { widthOf, wrap } from "../width";
import { justify, type Style } from "./style";

/** Verdicts of one rule that are printed in full before the rest is only counted. */
const shownPerRule = 10;

/** What the policies say of a stack: a line of counts, then all that is not simply passed, the gravest first. */
export function renderVerdicts(
  report: StackReport,
  summary: StackSummary,
  changes: VerdictChanges | undefined,
  style: Style,
): string[] {
  const sources = new Map(report.resources.map(({ urn, source }) => [urn, source]));
  const fresh = new Set(changes?.violated);
  const of = (status: VerdictStatus, level?: ReportedVerdict["level"]): ReportedVerdict[] =>
    report.verdicts.filter((v) => v.status === status && (level ?? v.level) === v.level);
  const { paint } = style;
  const sections: Section[] = [
    { sign: "✗", tag: "mandatory", paint: paint.red, verdicts: of("violated", "mandatory") },
    { sign: "✗", tag: "advisory", paint: paint.yellow, verdicts: of("violated", "advisory") },
    { sign: "?", tag: "not evaluated", paint: paint.yellow, verdicts: of("could-not-evaluate") },
    { sign: "○", tag: "waived", paint: paint.cyan, verdicts: of("waived") },
    { sign: "✓", tag: "fixed", paint: paint.green, verdicts: [...(changes?.fixed ?? [])] },
  ];
  return [
    ...renderCounts(summary, style),
    ...sections.flatMap((section) => renderSection(section, fresh, sources, style)),
  ];
}

interface Section {
  readonly sign: string;
  readonly tag: string;
  readonly paint: (text: string) => string;
  readonly verdicts: readonly ReportedVerdict[];
}

function renderCounts({ verdicts }: StackSummary, { paint, width }: Style): string[] {
  const parts = [
    { amount: verdicts.passed, word: "passed", colour: paint.green },
    { amount: verdicts.violated, word: "violated", colour: paint.red },
    { amount: verdicts["not-applicable"], word: "not applicable", colour: paint.dim },
    { amount: verdicts.waived, word: "waived", colour: paint.cyan },
    { amount: verdicts["could-not-evaluate"], word: "could not evaluate", colour: paint.yellow },
  ].map(({ amount, word, colour }) => {
    const text = `${digits(amount)} ${word}`;
    return { text: amount === 0 ? paint.dim(text) : colour(text), width: text.length };
  });
  const heading = paint.bold("Policies");
  const counts = parts.map(({ text }) => text).join(paint.dim(" · "));
  const needed = parts.reduce((sum, part) => sum + part.width + 3, "Policies".length);
  return needed <= width ? [`${heading}  ${counts}`] : [heading, `  ${counts}`];
}

function renderSection(
  { sign, tag, paint: colour, verdicts }: Section,
  fresh: ReadonlySet<ReportedVerdict>,
  sources: ReadonlyMap<string, string | null>,
  style: Style,
): string[] {
  const { paint, verbose } = style;
  const width = Math.min(style.width, 110);
  const rules = groupBy(verdicts, ({ rule }) => rule);
  return [...rules].flatMap(([rule, found]) => {
    const shown = verbose ? found : found.slice(0, shownPerRule);
    const label = found.some((verdict) => fresh.has(verdict)) ? `new, ${tag}` : tag;
    const name = visible(rule);
    const heading = justify(
      { text: `${colour(sign)} ${paint.bold(name)}`, width: widthOf(name) + 2 },
      { text: colour(label), width: label.length },
      width,
    );
    const left = found.length - shown.length;
    return [
      "",
      heading,
      ...shown.flatMap((verdict) => [
        ...wrap(visible(withoutRule(verdict)), Math.max(20, width - 4)).map(
          (line, index) => (index === 0 ? "  " : "    ") + line,
        ),
        ...sourceLine(sources.get(verdict.urn), style),
      ]),
      ...(left === 0
        ? []
        : [paint.dim(`  and ${count(left, "more resource")}; --verbose lists them`)]),
    ];
  });
}

function sourceLine(source: string | null | undefined, { paint }: Style): string[] {
  return source === null || source === undefined ? [] : [`    ${paint.cyan(visible(source))}`];
}
