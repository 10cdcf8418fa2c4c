/** At most `width` characters; a longer text ends in an ellipsis. */
export function cut(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width
    ? text
    : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

export function widthOf(text: string): number {
  return Array.from(text).length;
}

/** Lines of at most `width` characters, broken at spaces; a longer word is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => pieces(long, width))) {
    if (line === "") line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const characters = Array.from(word);
  const result: string[] = [];
  for (let i = 0; i < characters.length; i += width) {
    result.push(characters.slice(i, i + width).join(""));
  }
  return result;
}
