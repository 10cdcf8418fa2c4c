import { visible } from "../../settings/visible";
import type { News } from "./news";

/** What SNS is given: to chat and to everybody else another text. */
export interface Message {
  readonly subject: string;
  /** `MessageStructure: "json"`. */
  readonly message: string;
}

/** Characters that SNS takes of a subject, and that a person reads of a text. */
const [longestSubject, longestText] = [100, 1_500];

/** Only in this form AWS's chat application shows what it does not know: a custom notification. */
export function messageOf({ environment, occasion, what, says, by, next }: News): Message {
  const title = `${environment}: ${what} ${phrases[occasion]}`;
  const text = short(says);
  const person = by.url === undefined ? by.name : `${by.name} (${by.url})`;
  const chat = {
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: forChat(title),
      description: forChat(`${text}\nBy ${person}`),
      ...(next.length > 0 && { nextSteps: next.map(forChat) }),
    },
  };
  const mail = [title, "", text, `By ${person}`, "", ...next].map(visible).join("\n");
  return {
    subject: visible(title)
      .replace(/[^\x20-\x7e]/g, "?")
      .slice(0, longestSubject),
    message: JSON.stringify({ default: JSON.stringify(chat), email: mail }),
  };
}

const phrases: Readonly<Record<News["occasion"], string>> = {
  begun: "has begun",
  held: "waits for a person",
  "going back": "is taken back",
  stuck: "can't be taken back so far",
  "taken back": "was taken back",
  left: "was left on its way back",
  verified: "is verified",
  "rolled back": "is done",
  failed: "failed",
  done: "is done",
};

/** In the chat's own markup, where these three alone begin a link, a mention or a call to everybody. */
function forChat(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return text
    .split("\n")
    .map((line) => visible(line).replace(/[&<>]/g, (character) => escapes[character] ?? character))
    .join("\n");
}

function short(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
