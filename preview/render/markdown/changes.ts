import type {
  Attention,
  Comparison,
  ResourceChange,
  StackComparison,
} from "../../compare/comparison";
import { count, digits } from "../../report/quantity";
import type { StackReport } from "../../report/report";
import { summariseStack } from "../../report/summary";
import {
  attentionTitles,
  changeKinds,
  countChanges,
  formerPlace,
  propertyRemark,
  words,
} from "../change-labels";
import { foldAttention, foldChanges, type FoldedChange } from "../folding";
import { resourceText } from "../labels";
import { valuesText } from "../property-values";
import { visible } from "../../../settings/visible";
import { cut } from "../width";
import type { Item, Section } from "./budget";
import { listSection, messageLength, ranks, shortLength } from "./layout";
import { code, fenceFor, html, prose } from "./text";

const valueLength = 100;
/** Properties that one changed resource lists. */
const properties = 30;

export function attentionSection(comparison: Comparison | undefined): Section {
  const items = foldAttention(comparison?.attention ?? []).map(({ kind, subjects, details }) => {
    const shown = subjects.slice(0, 10).map((subject) => code(cut(subject, shortLength)));
    const others = subjects.length > 10 ? `, and ${digits(subjects.length - 10)} more` : "";
    const title = `- **${attentionTitles[kind]}**`;
    const lines = details.map((detail) => `  - ${prose(cut(visible(detail), messageLength))}\n`);
    return {
      rank: ranks.attention,
      place: "",
      short: `${title} ${shown[0] ?? ""}${subjects.length > 1 ? `, and ${digits(subjects.length - 1)} more` : ""}\n`,
      full: `${title} ${shown.join(", ")}${others}\n${lines.join("")}`,
    };
  });
  return listSection("Look at", items);
}

export function changesSection(
  { stack, status, changes, unchanged }: StackComparison,
  attention: readonly Attention[],
): Section {
  const items = foldChanges(changes).map(changeItem);
  const counts = countChanges(changes);
  const kinds = changeKinds.filter((kind) => counts[kind] > 0);
  const told = kinds.map((kind) => `${digits(counts[kind])} ${words[kind]}`).join(", ");
  const news = {
    added: "new stack, ",
    removed: "no longer declared, ",
    changed: "",
    unchanged: "",
  };
  const title = `${news[status]}${told}; ${digits(unchanged)} unchanged${dataAtRisk(stack, attention)}`;
  return details(stack, title, "diff", items);
}

/** What holds data and loses it stands in bold where nothing was opened yet. */
function dataAtRisk(stack: string, attention: readonly Attention[]): string {
  const risky = attention.filter((each) => each.stack === stack && each.kind === "data-at-risk");
  const names = risky.flatMap(({ resource }) => resource ?? []).map(resourceText);
  const text = names.length === 0 ? "all of it" : names.join(", ");
  return risky.length === 0 ? "" : `; <b>data at risk: ${html(cut(text, shortLength))}</b>`;
}

export function componentsSection(report: StackReport): Section {
  const summary = summariseStack(report);
  const items = summary.topComponents.map(({ component, resources }): Item => {
    const line = `${resourceText(component)}: ${count(resources, "resource")}\n`;
    return { rank: ranks.rest, place: "", short: line, full: line };
  });
  const size = `${count(summary.resources, "resource")} in ${count(summary.components, "component")}`;
  return details(report.stack, size, "text", items);
}

function details(
  stack: string,
  title: string,
  language: "diff" | "text",
  items: readonly Item[],
): Section {
  const fence = fenceFor(items.map(({ place, full }) => place + full).join(""));
  const name = html(cut(visible(stack), 40));
  return {
    open: `<details><summary><b>${name}</b>: ${title}</summary>\n\n${fence}${language}\n`,
    items,
    close: `${fence}\n\n</details>\n\n`,
    more: (left) => `  …and ${digits(left)} more\n`,
  };
}

/** Signs at the beginning of a line give it the colours of a diff: `!` is its orange. */
const diffSigns: Readonly<Record<ResourceChange["kind"], string>> = {
  created: "+",
  changed: "~",
  replaced: "! ±",
  moved: "! »",
  deleted: "-",
};

function changeItem({ change, within }: FoldedChange): Item {
  const { kind, resource } = change;
  const held = within.length === 0 ? "" : `, ${count(within.length, "resource")} in it`;
  const source = resource.source === null ? "" : `  ${visible(resource.source)}`;
  const short = `${cut(`${diffSigns[kind]} ${resourceText(resource)}${held}${source}`, 240)}\n`;
  const place = change.within.map(resourceText).join(" › ");
  const all = [...change.options, ...change.properties];
  const note = formerPlace(change);
  const lines = [
    ...(note === "" ? [] : [cut(note, 240)]),
    ...all.slice(0, properties).map((property) => {
      const values = valuesText(property, valueLength) + propertyRemark(change, property);
      return `${cut(visible(property.path), 160)}: ${values}`;
    }),
    ...(all.length > properties ? [`…and ${digits(all.length - properties)} more`] : []),
  ];
  return {
    rank: rankOf(change),
    place: place === "" ? "" : `@@ ${cut(place, 240)} @@\n`,
    short,
    full: short + lines.map((line) => `    ${line}\n`).join(""),
  };
}

function rankOf({ kind }: ResourceChange): number {
  if (kind === "deleted" || kind === "replaced") return ranks.grave;
  return kind === "created" ? ranks.created : ranks.changed;
}
