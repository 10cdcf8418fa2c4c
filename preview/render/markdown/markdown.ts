import type { Comparison } from "../../compare/comparison";
import { count, digits } from "../../report/quantity";
import type { HeldExpectation } from "../../expect/expectations";
import type { Passport, Report, VerdictStatus } from "../../report/report";
import { summarise, type StackSummary, type Summary } from "../../report/summary";
import { changeKinds, countChanges, signs, words } from "../change-labels";
import { costMeaning, costText } from "../cost-labels";
import { visible } from "../../../settings/visible";
import { cut } from "../width";
import { ledgerSection, paritySection, waiversSection } from "./assurance";
import { fit, type Section } from "./budget";
import { attentionSection, changesSection, componentsSection } from "./changes";
import { expectationsSection } from "./expectations";
import { passportText } from "./passport";
import { prose } from "./text";
import { fixedSection, notShownSection, openSection, violationsSection } from "./verdicts";

/** Most characters of a comment; GitHub takes 65,536. */
export const defaultLimit = 64_000;

export interface MarkdownOptions {
  /** Most characters that the text may have, at least 4,000. Default: `defaultLimit`. */
  readonly limit?: number;
  /** Where to see what found no room here, Markdown of at most 300 columns. Default: the command that prints it. */
  readonly whole?: string;
  readonly passports?: readonly Passport[];
  /** What the change was held to. */
  readonly expectations?: readonly HeldExpectation[];
}

/** The report as a pull request's comment: how it stands, what a reviewer must see, then what changes. */
export function renderMarkdown(
  report: Report,
  comparison: Comparison | undefined,
  options: MarkdownOptions = {},
): string {
  const { limit = defaultLimit, whole = "`make preview BASE=<git-ref>` prints all of it." } =
    options;
  const { passports = [], expectations = [] } = options;
  if (limit < 4_000) throw new RangeError(`a comment needs 4000 characters, got ${String(limit)}`);
  const summary = summarise(report);
  const head = `${headline(summary, comparison, expectations)}\n\n${table(summary, comparison, limit / 2)}\n`;
  const passport = passportText(passports, limit / 4);
  const footer = (left: number, shortened: number): string =>
    `\n<sub>Left out for length: ${count(left, "item")}, and the details of ${digits(shortened)}. ${cut(whole, 300)}</sub>\n`;
  const room = limit - head.length - passport.length - footer(9_999_999, 9_999_999).length;
  const { text, left, shortened } = fit(sectionsOf(report, comparison, expectations), room);
  return head + text + (left + shortened === 0 ? "" : footer(left, shortened)) + passport;
}

function headline(
  { stacks, resources, rules, mandatoryViolations, advisoryViolations }: Summary,
  comparison: Comparison | undefined,
  expectations: readonly HeldExpectation[],
): string {
  const size = [count(stacks.length, "stack"), count(resources, "resource"), count(rules, "rule")];
  const broken = expectations.filter((each) => each.broken.length > 0).length;
  const found = [
    ...(comparison?.attention.some(({ kind }) => kind === "data-at-risk") ? ["data at risk"] : []),
    ...(mandatoryViolations > 0 ? [count(mandatoryViolations, "mandatory violation")] : []),
    ...(broken > 0 ? [`${count(broken, "expectation")} not met`] : []),
    ...(advisoryViolations > 0 ? [count(advisoryViolations, "advisory violation")] : []),
  ];
  const calm =
    comparison?.stacks.every(({ changes }) => changes.length === 0) === true
      ? "nothing changes"
      : "nothing violated";
  return `### Preview: ${found.length === 0 ? calm : found.join(", ")}\n\n${size.join(", ")}.`;
}

interface Column {
  readonly heading: string;
  readonly valueOf: (stack: StackSummary) => number;
  readonly bold?: boolean;
}

/** What is the same everywhere has no column, so that the table fits beside a pull request. */
function columnsOf(summary: Summary, comparison: Comparison | undefined): Column[] {
  const counts = new Map(comparison?.stacks.map((s) => [s.stack, countChanges(s.changes)]));
  const verdicts = (status: VerdictStatus) => (stack: StackSummary) => stack.verdicts[status];
  const changes = changeKinds.map((kind) => ({
    heading: `${signs[kind]} ${words[kind]}`,
    valueOf: ({ stack }: StackSummary) => counts.get(stack)?.[kind] ?? 0,
  }));
  const doubts = [
    { heading: "Waived", valueOf: verdicts("waived") },
    { heading: "Could not evaluate", valueOf: verdicts("could-not-evaluate") },
  ];
  const telling = ({ valueOf }: Column) => summary.stacks.some((stack) => valueOf(stack) > 0);
  return [
    { heading: "Resources", valueOf: ({ resources }) => resources },
    ...changes.filter(telling),
    { heading: "Passed", valueOf: verdicts("passed") },
    { heading: "Violated", valueOf: verdicts("violated"), bold: true },
    ...doubts.filter(telling),
  ];
}

/** A row per stack, as many as `limit` characters hold. */
function table(summary: Summary, comparison: Comparison | undefined, limit: number): string {
  const columns = columnsOf(summary, comparison);
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  let text =
    row(["Stack", ...columns.map(({ heading }) => heading), "Cost"]) +
    row(["---", ...columns.map(() => "--:"), "--:"]);
  for (const stack of summary.stacks) {
    const next = row([
      prose(cut(visible(stack.stack), 40)),
      ...columns.map(({ valueOf, bold = false }) => {
        const value = valueOf(stack);
        return bold && value > 0 ? `**${digits(value)}**` : digits(value);
      }),
      costText(stack, comparison),
    ]);
    if (text.length + next.length > limit) break;
    text += next;
  }
  return `${text}\n<sub>Cost: ${costMeaning}.</sub>\n`;
}

function sectionsOf(
  report: Report,
  comparison: Comparison | undefined,
  expectations: readonly HeldExpectation[],
): Section[] {
  return [
    expectationsSection(expectations),
    attentionSection(comparison),
    violationsSection(report, comparison),
    waiversSection(report),
    ...(comparison === undefined
      ? report.stacks.map(componentsSection)
      : comparison.stacks.map((stack) => changesSection(stack, comparison.attention))),
    notShownSection(report),
    openSection(report),
    fixedSection(comparison),
    paritySection(report),
    ledgerSection(report),
  ];
}
