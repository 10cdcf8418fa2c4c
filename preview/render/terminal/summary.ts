import type { AttentionKind, Comparison } from "../../compare/comparison";
import { count, digits } from "../../report/quantity";
import type { Report } from "../../report/report";
import type { StackSummary, Summary } from "../../report/summary";
import { changeKinds, countChanges, signs } from "../change-labels";
import { visible } from "../../../settings/visible";
import { wrap } from "../width";
import type { Style } from "./style";
import { renderTable, type Column } from "./table";

/** Waivers that are printed ready to paste before the rest is left to a verbose style. */
const shownWaivers = 2;

/** A row per stack; the comment has the same as its `table`. */
export function renderSummary(
  summary: Summary,
  comparison: Comparison | undefined,
  style: Style,
): string[] {
  const { paint, width } = style;
  const wide = width >= 100;
  const number = (
    heading: string,
    valueOf: (stack: StackSummary) => number,
    colour: (text: string) => string = String,
  ): Column => ({
    heading,
    align: "right",
    cells: summary.stacks.map((stack) => {
      const value = valueOf(stack);
      return { text: digits(value), paint: value === 0 ? paint.dim : colour };
    }),
  });
  const changes = new Map(comparison?.stacks.map((s) => [s.stack, countChanges(s.changes)]));
  return renderTable(
    [
      {
        heading: "Stack",
        align: "left",
        cells: summary.stacks.map(({ stack }) => ({ text: visible(stack), paint: paint.bold })),
      },
      number("Resources", ({ resources }) => resources),
      ...(comparison === undefined
        ? [number("Components", ({ components }) => components)]
        : changeKinds.map((kind) =>
            number(signs[kind], ({ stack }) => changes.get(stack)?.[kind] ?? 0),
          )),
      number("Passed", ({ verdicts }) => verdicts.passed, paint.green),
      number("Violated", ({ verdicts }) => verdicts.violated, paint.red),
      number(wide ? "Not applicable" : "N/A", ({ verdicts }) => verdicts["not-applicable"]),
      number("Waived", ({ verdicts }) => verdicts.waived, paint.cyan),
      number(
        wide ? "Could not evaluate" : "Unknown",
        ({ verdicts }) => verdicts["could-not-evaluate"],
        paint.yellow,
      ),
    ],
    paint.dim,
  );
}

/** How it stands, and what to do when it does not stand well. */
export function renderConclusion(
  report: Report,
  summary: Summary,
  comparison: Comparison | undefined,
  style: Style,
): string[] {
  const { paint } = style;
  const notShown = report.stacks.flatMap((stack) => stack.notShown).length;
  const interrupted = comparison?.attention.filter(({ kind }) => losing.has(kind)).length ?? 0;
  const { stacks, resources, rules, mandatoryViolations, advisoryViolations, verdicts } = summary;
  const size = [count(stacks.length, "stack"), count(resources, "resource"), count(rules, "rule")];
  const told = `${size.join(", ")}: `;
  const open = verdicts["could-not-evaluate"];
  const doubts = [
    ...(interrupted > 0 ? [`${count(interrupted, "resource")} replaced, moved or deleted`] : []),
    ...(advisoryViolations > 0 ? [count(advisoryViolations, "advisory violation")] : []),
    ...(open > 0 ? [`${count(open, "check")} that could not be evaluated`] : []),
    ...(notShown > 0 ? [`${count(notShown, "thing")} that this preview does not show`] : []),
  ].join(", ");
  if (mandatoryViolations > 0) {
    return [
      paint.bold(told + paint.red(count(mandatoryViolations, "mandatory violation"))),
      ...(doubts === "" ? [] : wrap(`Also ${doubts}.`, style.width).map(paint.yellow)),
      ...renderWaysOut(report, style),
    ];
  }
  if (doubts === "") return [paint.bold(told + paint.green("clean"))];
  return [
    paint.bold(told + paint.green("nothing mandatory violated")),
    ...wrap(`Look at ${doubts}.`, style.width).map(paint.yellow),
  ];
}

/** What goes away, at least for a while. */
const losing: ReadonlySet<AttentionKind> = new Set(["data-at-risk", "interrupted"]);

/** What to do about violations: mend them, or an entry for each that may be waived, ready to paste. */
function renderWaysOut({ stacks }: Report, { paint, width, verbose }: Style): string[] {
  const waivable = stacks.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict.waivable));
  if (waivable.length === 0) {
    return wrap("Do what the messages above ask for; none of these rules can be waived.", width);
  }
  const shown = verbose ? waivable : waivable.slice(0, shownWaivers);
  const left = waivable.length - shown.length;
  return [
    ...wrap(
      "Do what the messages above ask for, or accept it for a time, in policies/waivers.yaml:",
      width,
    ),
    ...shown.flatMap(({ rule, urn }) =>
      [
        `  - rule: ${visible(rule)}`,
        `    resource: ${visible(urn)}`,
        "    owner: <who answers for it>",
        "    reason: <why>",
        "    expires: <last day, as 2027-01-31>",
      ].map((line) => paint.dim(line)),
    ),
    ...(left === 0 ? [] : [paint.dim(`  and ${digits(left)} more; VERBOSE=1 lists them`)]),
  ];
}
