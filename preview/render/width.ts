import type stringWidth from "string-width";

/** What tells wide from narrow: hardly a report asks it, and it takes longer to load than a report to print. */
const unicode: { width?: typeof stringWidth; segmenter?: Intl.Segmenter } = {};

/** ASCII and what the preview itself draws take a column each; string-width takes forty microseconds a line to find out. */
const narrow = /^[ -~\u00a0±·×»–…›→─│├└○✓✗]*$/;

/** Columns of a terminal that a text takes: two for a wide character, none for a mark upon another. */
export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at the start
  unicode.width ??= (require("string-width") as { default: typeof stringWidth }).default;
  return unicode.width(text);
}

/** At most `width` columns; a longer text ends in an ellipsis. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let room = width - 1;
  for (const character of charactersOf(text)) {
    room -= widthOf(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Lines of at most `width` columns, broken at spaces; a longer word is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const words = text
    .split(" ")
    .filter((word) => word !== "")
    .flatMap((word) => (widthOf(word) <= width ? [word] : fill(charactersOf(word), "", width)));
  return fill(words, " ", width);
}

/** Puts as many parts on each line as have room there; one that is wider than a line has its own. */
function fill(parts: Iterable<string>, separator: string, width: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  let taken = 0;
  for (const part of parts) {
    const needed = separator.length + widthOf(part);
    if (line !== undefined && taken + needed <= width) {
      line += separator + part;
      taken += needed;
      continue;
    }
    if (line !== undefined) lines.push(line);
    line = part;
    taken = widthOf(part);
  }
  return line === undefined ? lines : [...lines, line];
}

/** Characters as a reader sees them: an emoji of several code points is one. */
function* charactersOf(text: string): Generator<string, void> {
  unicode.segmenter ??= new Intl.Segmenter();
  for (const { segment } of unicode.segmenter.segment(text)) yield segment;
}
