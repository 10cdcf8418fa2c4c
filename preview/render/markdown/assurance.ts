import type { Report } from "../../report/report";
import {
  isOfProduction,
  missingText,
  parityText,
  summariseLedger,
  summaryText,
  waiverText,
} from "../assurance";
import { visible } from "../../../settings/visible";
import { cut } from "../width";
import type { Item, Section } from "./budget";
import { listSection, messageLength, ranks, shortLength } from "./layout";
import { code, prose } from "./text";

/** The exceptions from rules, with the days that are left of each. */
export function waiversSection({ waivers }: Report): Section {
  return listSection(
    "Waivers",
    waivers.map((waiver) => proseItem(waiverText(waiver), ranks.grave)),
  );
}

/** What protects production's data: a line for each kind, for who opens it. */
export function ledgerSection({ ledger }: Report): Section {
  const rows = summariseLedger(ledger.filter(isOfProduction(ledger)));
  return {
    ...listSection(
      "Backups",
      rows.map((row) => proseItem(summaryText(row), ranks.rest)),
    ),
    open: "<details><summary><b>Backups</b></summary>\n\n",
    close: "\n</details>\n\n",
  };
}

export function paritySection({ parity }: Report): Section {
  if (parity === null) return listSection("Parity", []);
  return listSection("Parity", [
    proseItem(parityText(parity), ranks.changed),
    ...parity.missing.map((each): Item => {
      const text = missingText(each);
      const line = (length: number): string => `  - ${code(cut(visible(text), length))}\n`;
      return { rank: ranks.rest, place: "", short: line(shortLength), full: line(messageLength) };
    }),
  ]);
}

function proseItem(text: string, rank: number): Item {
  const line = (length: number): string => `- ${prose(cut(visible(text), length))}\n`;
  return { rank, place: "", short: line(shortLength), full: line(messageLength) };
}
