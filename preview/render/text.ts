/** Characters that act instead of being seen: controls, escapes, and those that turn the direction of writing. */
const acting = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text of the program's on one line, in which nothing acts on the terminal or hides from the reader. */
export function visible(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
