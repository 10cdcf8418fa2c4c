import { createColors } from "picocolors";
import type { Comparison, StackComparison } from "../../compare/comparison";
import type { HeldExpectation } from "../../expect/expectations";
import { count } from "../../report/quantity";
import type { Report, StackReport } from "../../report/report";
import { summarise, type StackSummary } from "../../report/summary";
import { visible } from "../../../settings/visible";
import { renderCosts } from "./costs";
import { widthOf, wrap } from "../width";
import { renderLedger, renderParity, renderWaivers } from "./assurance";
import { renderExpectations } from "./expectations";
import { renderAttention, renderChangeCounts, renderChanges } from "./changes";
import type { Style } from "./style";
import { renderConclusion, renderSummary } from "./summary";
import { renderTree } from "./tree";
import { renderVerdicts } from "./verdicts";

export interface TerminalOptions {
  /** What differs from a base; without it each stack is shown whole. */
  readonly comparison?: Comparison | undefined;
  /** What the change was held to. */
  readonly expectations?: readonly HeldExpectation[];
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The components of each stack, with what they hold. */
  readonly tree: boolean;
  /** Every resource of the tree on a line of its own, every value in full. */
  readonly verbose: boolean;
}

/** The report as a person reads it: what is new or wrong in each stack, then one table and one line that says how it stands. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const { comparison, expectations = [], colour, width, verbose } = options;
  const paint = createColors(colour);
  const style: Style = { paint, width: Math.max(40, width), verbose };
  const summary = summarise(report);
  const compared = new Map(comparison?.stacks.map((stack) => [stack.stack, stack]));
  const lines = report.stacks.flatMap((stack, index) => {
    const counts = summary.stacks[index];
    if (counts === undefined) return [];
    return renderStack(stack, counts, compared.get(stack.stack), options.tree, style);
  });
  const removed = comparison?.stacks.filter(({ status }) => status === "removed") ?? [];
  const attention = renderAttention(comparison?.attention ?? [], style);
  return [
    ...lines,
    ...removed.flatMap((stack) => renderRemoved(stack, style)),
    ...(attention.length === 0 ? [] : [rule("Attention", "", style), ...attention, ""]),
    ...section("Expected", renderExpectations(expectations, style), style),
    ...section("Waivers", renderWaivers(report.waivers, style), style),
    // A comparison is about what changes.
    ...(comparison === undefined || verbose
      ? section("Backups", renderLedger(report.ledger, style), style)
      : []),
    ...(report.parity === null ? [] : section("Parity", renderParity(report.parity, style), style)),
    rule("Summary", "", style),
    ...renderSummary(summary, comparison, style),
    ...renderCosts(summary, comparison, style),
    "",
    ...renderConclusion(report, summary, comparison, style),
    ...(comparison === undefined && !options.tree ? [paint.dim(treeHint)] : []),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [rule(title, "", style), ...lines, ""];
}

function renderStack(
  report: StackReport,
  summary: StackSummary,
  comparison: StackComparison | undefined,
  tree: boolean,
  style: Style,
): string[] {
  const size = `${count(summary.resources, "resource")} in ${count(summary.components, "component")}`;
  const verdicts = [
    ...renderVerdicts(report, summary, comparison?.verdicts, style),
    ...renderNotShown(report, style),
  ];
  if (comparison === undefined || comparison.status === "added") {
    const news = comparison === undefined ? size : `new stack, ${size}`;
    if (!tree && comparison === undefined && isSettled(report, summary)) return [];
    const held = tree || comparison !== undefined ? [...renderTree(report, style), ""] : [];
    return [rule(report.stack, news, style), ...held, ...verdicts, ""];
  }
  if (comparison.changes.length === 0) {
    const heading = rule(
      report.stack,
      `no change in ${count(summary.resources, "resource")}`,
      style,
    );
    return isSettled(report, summary) && comparison.verdicts.fixed.length === 0
      ? [heading, ""]
      : [heading, ...verdicts, ""];
  }
  return [
    rule(report.stack, `${count(comparison.unchanged, "resource")} unchanged`, style),
    renderChangeCounts(comparison.changes, style),
    ...renderChanges(comparison, style),
    "",
    ...verdicts,
    "",
  ];
}

const treeHint = "What is in each stack: make preview TREE=1";

/** Whether there is nothing to say of a stack but what the table says. */
function isSettled({ verdicts, notShown }: StackReport, summary: StackSummary): boolean {
  const { passed, "not-applicable": none } = summary.verdicts;
  return passed + none === verdicts.length && notShown.length === 0;
}

function renderNotShown({ notShown }: StackReport, { paint, width }: Style): string[] {
  return notShown.flatMap((what) =>
    wrap(`! not shown: ${visible(what)}`, width).map((line) => paint.yellow(line)),
  );
}

function renderRemoved({ stack, changes }: StackComparison, style: Style): string[] {
  const gone = `no longer declared, still there until \`pulumi destroy\`: ${count(changes.length, "resource")}`;
  return [rule(stack, "removed", style), gone, ""];
}

/** A heading that is found again when scrolling back. */
function rule(title: string, remark: string, { paint, width }: Style): string {
  const name = visible(title);
  const right = remark === "" ? "" : ` ${remark}`;
  const dashes = "─".repeat(Math.max(3, Math.min(width, 110) - widthOf(name) - widthOf(right) - 4));
  return `${paint.dim("──")} ${paint.bold(paint.cyan(name))} ${paint.dim(dashes + right)}`;
}
