import { visible } from "../../../settings/visible";
import type { HeldExpectation } from "../../expect/expectations";
import { digits } from "../../report/quantity";
import { cut } from "../width";
import type { Item, Section } from "./budget";
import { listSection, messageLength, ranks, shortLength } from "./layout";
import { code, prose } from "./text";

/** What is told against one expectation. */
const shown = 10;

/** What the pull request's text says, and whether it is so. */
export function expectationsSection(expectations: readonly HeldExpectation[]): Section {
  const items = expectations.map(({ text, broken }): Item => {
    const what = prose(cut(visible(text), shortLength));
    if (broken.length === 0) {
      const line = `- ✓ ${what}\n`;
      return { rank: ranks.attention, place: "", short: line, full: line };
    }
    const left = broken.length - shown;
    const lines = [
      ...broken.slice(0, shown).map((each) => code(cut(visible(each), messageLength))),
      ...(left > 0 ? [`…and ${digits(left)} more`] : []),
    ];
    const short = `- ✗ **${what}**\n`;
    const full = short + lines.map((line) => `  - ${line}\n`).join("");
    return { rank: ranks.mandatory, place: "", short, full };
  });
  return listSection("Expected", items);
}
