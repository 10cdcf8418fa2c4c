import type {
  Attention,
  ChangeKind,
  PropertyChange,
  ResourceChange,
  StackComparison,
} from "../../compare/comparison";
import { groupBy } from "../../report/group-by";
import { count, digits } from "../../report/quantity";
import { isComponent } from "../../report/resource-kind";
import {
  attentionTitles,
  changeKinds,
  countChanges,
  formerPlace,
  propertyRemark,
  signs,
  words,
} from "../change-labels";
import { foldAttention, foldChanges, type FoldedChange } from "../folding";
import { groupText, kindText, resourceText } from "../labels";
import { valuesText } from "../property-values";
import { visible } from "../../../settings/visible";
import { cut, widthOf, wrap } from "../width";
import { justify, type Style } from "./style";

/** What changes in a stack, each resource below the components around it. */
export function renderChanges({ changes }: StackComparison, style: Style): string[] {
  const lines: string[] = [];
  let place = "";
  const entries = style.verbose
    ? changes.map((change): FoldedChange => ({ change, within: [] }))
    : foldChanges(changes);
  for (const entry of entries) {
    const here = placeText(entry.change, style.width);
    if (here !== place && here !== "") lines.push("", style.paint.dim(here));
    place = here;
    lines.push(...renderEntry(entry, style));
  }
  return lines;
}

/** `2 created, 1 may be replaced`: the kinds that occur, painted as their signs are. */
export function renderChangeCounts(changes: readonly ResourceChange[], style: Style): string {
  const counts = countChanges(changes);
  return changeKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => painterOf(kind, style)(`${signs[kind]} ${digits(counts[kind])} ${words[kind]}`))
    .join("  ");
}

export function renderAttention(attention: readonly Attention[], style: Style): string[] {
  const { paint } = style;
  const grave = new Set<Attention["kind"]>([
    ...["data-at-risk", "interrupted", "protection-lost", "secret-exposed"],
  ] as const);
  const room = Math.max(20, style.width - 4);
  return [...groupBy(foldAttention(attention), ({ kind }) => kind).values()].flatMap((concerns) => [
    ...concerns.slice(0, 1).map(({ kind }) => {
      const colour = grave.has(kind) ? paint.red : paint.yellow;
      return paint.bold(colour(`! ${attentionTitles[kind]}`));
    }),
    ...concerns.flatMap(({ subjects, details }) => [
      ...subjects.flatMap((subject) => wrap(subject, room).map((line) => `  ${line}`)),
      ...details.flatMap((detail) => wrap(detail, room).map((line) => paint.dim(`    ${line}`))),
    ]),
  ]);
}

function renderEntry({ change, within }: FoldedChange, style: Style): string[] {
  const { paint, width } = style;
  const { kind, resource } = change;
  const colour = painterOf(kind, style);
  const sign = `  ${signs[kind]} `;
  const held = within.length === 0 ? "" : `  ${count(within.length, "resource")} in it`;
  const title = `${resourceText(resource)}${held}`;
  const source = resource.source === null ? "" : visible(resource.source);
  const note = formerPlace(change);
  const detail = (text: string): string => `      ${text}`;
  const room = Math.max(20, width - 6);
  const line = justify(
    {
      text: `${colour(sign)}${isComponent(resource) ? paint.bold(title) : title}`,
      width: widthOf(sign + title),
    },
    { text: paint.dim(source), width: widthOf(source) },
    Math.min(width, 110),
  );
  const fits = widthOf(`${sign}${title}  ${source}`) <= width;
  return [
    ...(fits
      ? [line]
      : [`${colour(sign)}${cut(title, room)}`, paint.dim(detail(cut(source, room)))]),
    ...(note === "" ? [] : wrap(note, room).map((line) => colour(detail(line)))),
    ...[...change.options, ...change.properties].flatMap((property) =>
      propertyLines(change, property, room, style).map((line) =>
        isProtectionLost(property) ? paint.bold(paint.red(detail(line))) : detail(line),
      ),
    ),
    ...foldedLines(within, room).map((line) => paint.dim(detail(line))),
  ];
}

/** One line, or the path and below it the values, so that a long path never hides them. */
function propertyLines(
  change: ResourceChange,
  property: PropertyChange,
  room: number,
  { verbose }: Style,
): string[] {
  const path = `${visible(property.path)}:`;
  const remark = propertyRemark(change, property);
  const whole = valuesText(property, Number.POSITIVE_INFINITY) + remark;
  if (widthOf(path) + 1 + widthOf(whole) <= room) return [`${path} ${whole}`];
  if (verbose) return [path, ...wrap(whole, room - 2).map((line) => `  ${line}`)];
  const share = property.kind === "changed" ? 2 : 1;
  const values = valuesText(property, Math.floor((room - 5 - widthOf(remark)) / share)) + remark;
  if (widthOf(path) + 1 + widthOf(values) <= room) return [`${path} ${values}`];
  return [cut(path, room), `  ${values}`];
}

/** The components around a change; where the line is too short, the outermost ones give way. */
function placeText({ within }: ResourceChange, width: number): string {
  const names = within.map(resourceText);
  for (let outer = 1; outer < within.length && widthOf(names.join(" › ")) > width; outer++) {
    names.splice(0, outer === 1 ? 1 : 2, "…");
  }
  return cut(names.join(" › "), width);
}

function isProtectionLost(change: PropertyChange): boolean {
  return change.kind === "changed" && change.path === "protect" && change.after === false;
}

function foldedLines(within: readonly ResourceChange[], room: number): string[] {
  if (within.length === 0) return [];
  const leaves = within.map(({ resource }) => resource).filter((r) => !isComponent(r));
  const components = within
    .map(({ resource }) => resource)
    .filter(isComponent)
    .map(kindText);
  const text = [...components, groupText(leaves)].filter((part) => part !== "").join(" · ");
  return wrap(text, room).map((line) => line.replaceAll("\u00a0", " "));
}

function painterOf(kind: ChangeKind, { paint }: Style): (text: string) => string {
  const painters: Readonly<Record<ChangeKind, (text: string) => string>> = {
    created: paint.green,
    changed: paint.yellow,
    replaced: paint.magenta,
    moved: paint.cyan,
    deleted: paint.red,
  };
  return painters[kind];
}
