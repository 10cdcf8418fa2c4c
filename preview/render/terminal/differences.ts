import { createColors } from "picocolors";
import { nameOf, typeOf } from "../../../catalog/urn";
import { visible } from "../../../settings/visible";
import type { Approved } from "../../passport/approved";
import type { Difference, ItemDifference, StackDifferences } from "../../passport/differences";
import { count, digits } from "../../report/quantity";
import { cut } from "../width";

/** Things that a section names. */
const named = 4;

interface Look {
  readonly colour: boolean;
  readonly width: number;
}

/** Whether what would be applied is what was approved and, where it is not, what differs: a screen at most. */
export function renderDifferences(
  approved: readonly Approved[],
  found: readonly StackDifferences[],
  { colour, width }: Look,
): string {
  const paint = createColors(colour);
  const differs = new Set(found.map(({ stack }) => stack));
  const lines = [
    ...approved
      .filter(({ stack }) => !differs.has(stack))
      .map(({ stack, digest }) => paint.green(`${visible(stack)} is what was approved, ${digest}`)),
    ...found.flatMap(({ stack, approved: then, now, differences }) => [
      paint.bold(paint.red(`${visible(stack)} is not what was approved`)),
      `  approved  ${then}`,
      `  is        ${now ?? "no stack of this project"}`,
      ...differences.flatMap((difference) => differenceLines(difference, width)),
      ...(now !== undefined && differences.length === 0 ? [`  ${nothingNamed}`] : []),
    ]),
    ...(found.length > 0 ? [wayOut] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const nothingNamed =
  "The digest alone says no more: PASSPORT= may name the comment, or the JSON that lists all.";
const wayOut =
  "Preview it again, on the base that it goes to, and let somebody approve what that shows.";

function differenceLines({ section, items }: Difference, width: number): string[] {
  const title = `  ${section.padEnd(10)}`;
  if (items === undefined) return [title.trimEnd()];
  const shown = items.slice(0, named).map((item) => cut(`      ${itemText(item)}`, width));
  const left = items.length - shown.length;
  return [
    `${title}${count(items.length, "difference")}`,
    ...shown,
    ...(left === 0 ? [] : [`      and ${digits(left)} more`]),
  ];
}

const signs: Readonly<Record<ItemDifference["how"], string>> = {
  added: "+",
  removed: "-",
  changed: "~",
};

/** What is a URN reads as type and name. */
function itemText({ name, how }: ItemDifference): string {
  const text = name.replace(/urn:pulumi:\S*::.*/, (urn) => `${typeOf(urn)} ${nameOf(urn)}`);
  return `${signs[how]} ${visible(text)}`;
}
