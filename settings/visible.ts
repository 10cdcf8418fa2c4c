/** Characters that act instead of being seen: controls, escapes, and those that hide or turn the direction of writing. */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text of the program's on one line, in which nothing acts on the terminal or hides from the reader. */
export function visible(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(acting, spelled);
}

/** The same for a message of several lines, whose line ends stay. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

function spelled(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
