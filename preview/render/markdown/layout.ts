import { digits } from "../../report/quantity";
import type { Item, Section } from "./budget";

/** What is said first when there is no room for all. */
export const ranks = {
  mandatory: 0,
  attention: 1,
  advisory: 2,
  grave: 3,
  changed: 4,
  created: 5,
  rest: 6,
} as const;

/** Columns of a message in full, and on a line that must be short: a wide character takes two. */
export const messageLength = 1_000;
export const shortLength = 160;

export function listSection(title: string, items: readonly Item[]): Section {
  return {
    open: `#### ${title}\n\n`,
    items,
    close: "\n",
    more: (left) => `- …and ${digits(left)} more\n`,
  };
}
