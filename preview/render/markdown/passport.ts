import { lineOf } from "../../passport/line";
import type { Passport } from "../../report/report";

/** What an approval is of, as many of its lines as `limit` characters hold; a stack's name is safe in a fence. */
export function passportText(passports: readonly Passport[], limit: number): string {
  const open =
    "\n#### Passport\n\nWho approves this approves these digests: `make passport` says whether they are what would be applied, or what differs.\n\n```text\n";
  const close = "```\n";
  let text = "";
  for (const passport of passports) {
    const line = `${lineOf(passport)}\n`;
    if (open.length + text.length + line.length + close.length > limit) break;
    text += line;
  }
  return text === "" ? "" : open + text + close;
}
