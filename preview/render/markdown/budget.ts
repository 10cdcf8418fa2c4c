/** One thing to say, at two lengths. */
export interface Item {
  /** What to say first when there is no room for all: the lowest. */
  readonly rank: number;
  /** A line said once above neighbours of the same place; empty for none. */
  readonly place: string;
  /** One line. */
  readonly short: string;
  /** The same with its details. */
  readonly full: string;
}

/** Items under one heading; nothing of it is printed when no item finds room. */
export interface Section {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** Said in place of items without room. */
  readonly more: (left: number) => string;
}

export interface Fitted {
  /** At most as long as the budget. */
  readonly text: string;
  /** Items that are not there at all, and those without their details. */
  readonly left: number;
  readonly shortened: number;
}

/**
 * As much of the sections as `budget` characters hold: first every item its line, by rank, then the details of as many
 * as still fit, by rank.
 */
export function fit(sections: readonly Section[], budget: number): Fitted {
  const items = sections
    .flatMap((section) => section.items.map((item) => ({ section, item })))
    .sort((a, b) => a.item.rank - b.item.rank);
  const opened = new Set<Section>();
  const chosen = new Map<Item, string>();
  let spent = 0;
  for (const { section, item } of items) {
    const cost = (opened.has(section) ? 0 : frame(section)) + item.place.length + item.short.length;
    if (spent + cost > budget) continue;
    spent += cost;
    opened.add(section);
    chosen.set(item, item.short);
  }
  let shortened = 0;
  for (const { item } of items) {
    if (!chosen.has(item)) continue;
    const cost = item.full.length - item.short.length;
    if (spent + cost > budget) {
      shortened += 1;
      continue;
    }
    spent += cost;
    chosen.set(item, item.full);
  }
  return {
    text: sections.map((section) => assemble(section, chosen)).join(""),
    left: items.length - chosen.size,
    shortened,
  };
}

function frame({ open, close, more, items }: Section): number {
  return open.length + close.length + more(items.length).length;
}

function assemble(
  { open, items, close, more }: Section,
  chosen: ReadonlyMap<Item, string>,
): string {
  const said = items.filter((item) => chosen.has(item));
  if (said.length === 0) return "";
  let place = "";
  const texts = said.map((item) => {
    const above = item.place === place ? "" : item.place;
    place = item.place;
    return above + (chosen.get(item) ?? "");
  });
  const left = items.length - said.length;
  return [open, ...texts, left === 0 ? "" : more(left), close].join("");
}
