import type { Comparison } from "../../compare/comparison";
import { count, digits } from "../../report/quantity";
import type { StackSummary, Summary } from "../../report/summary";
import { changeKinds, countChanges, signs } from "../change-labels";
import { visible } from "../text";
import { wrap } from "../width";
import type { Style } from "./style";
import { renderTable, type Column } from "./table";

const waive = "record a waiver with an owner and an expiry date in policies/waivers.yaml";

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
  summary: Summary,
  notShown: number,
  { paint, width }: Style,
): string[] {
  const { stacks, resources, rules, mandatoryViolations, advisoryViolations, verdicts } = summary;
  const size = [count(stacks.length, "stack"), count(resources, "resource"), count(rules, "rule")];
  const told = `${size.join(", ")}: `;
  const open = verdicts["could-not-evaluate"];
  const doubts = [
    ...(advisoryViolations > 0 ? [count(advisoryViolations, "advisory violation")] : []),
    ...(open > 0 ? [`${count(open, "check")} that could not be evaluated`] : []),
    ...(notShown > 0 ? [`${count(notShown, "thing")} that this preview does not show`] : []),
  ].join(", ");
  if (mandatoryViolations > 0) {
    return [
      paint.bold(told + paint.red(count(mandatoryViolations, "mandatory violation"))),
      ...(doubts === "" ? [] : [paint.yellow(`Also ${doubts}.`)]),
      ...wrap(`Fix what the messages above ask for, or ${waive}.`, width),
    ];
  }
  if (doubts === "") return [paint.bold(told + paint.green("clean"))];
  return [
    paint.bold(told + paint.green("nothing mandatory violated")),
    paint.yellow(`Look at ${doubts}.`),
  ];
}
