import { luhnSum, fakeDomain } from "./pseudonyms";

/** What a value gives away by its form alone. */
export type Likeness = "a mail address" | "a phone number" | "a card number";

const mailbox = /[\p{L}\p{N}._%+'-]$/u;
const domain = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/u;
/** With the code of a country, or in the pairs that are usual in France and Ivory Coast. */
const phone =
  /(?<![\w+-])(?:(?:\+|00)(?!999)[1-9](?:[ ().-]{0,2}\d){7,14}|0\d(?:[ .]\d\d){4})(?![\w-])/;
const card = /(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g;
/** By the first digits that networks give out, and how many there are. */
const networks =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3[0689]\d{12}|(?:6[0245]|35|5[068])\d{14})$/;

/** @param text - normalized. */
export function likenesses(text: string): readonly Likeness[] {
  return [
    ...(hasMail(text) ? (["a mail address"] as const) : []),
    ...(phone.test(text) ? (["a phone number"] as const) : []),
    ...((text.match(card) ?? []).some(isCard) ? (["a card number"] as const) : []),
  ];
}

/** Looks around each `@`, since a long text without one would be looked through again from each letter. */
function hasMail(text: string): boolean {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const [host] = domain.exec(text.slice(at + 1, at + 255)) ?? [];
    if (
      host !== undefined &&
      !host.endsWith(fakeDomain) &&
      mailbox.test(text.slice(Math.max(0, at - 2), at))
    )
      return true;
  }
  return false;
}

function isCard(text: string): boolean {
  const number = text.replaceAll(/\D/g, "");
  return networks.test(number) && luhnSum(number) % 10 === 0;
}
