/** A comment as one line of text. */
export function plainComment(comment: string): string {
  return comment.replace(/\s*\n\s*\*?\s*/g, " ");
}

/** Values in quotes or backquotes, or bare numbers, after the words and before the sentence ends. */
export function valuesListed(text: string, after: string): readonly string[] {
  const start = text.indexOf(after);
  if (start < 0) return [];
  const rest = text.slice(start + after.length);
  const sentence = /^(?:`[^`]*`|"[^"]*"|[^.`"]|\.(?! |$|\n))*/.exec(rest)?.[0] ?? "";
  const quoted = [...sentence.matchAll(/`"?([^`"]+)"?`|"([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  const values =
    quoted.length > 0
      ? quoted
      : (sentence.match(/[\w./+-]+/g) ?? []).filter((word) => !["and", "or"].includes(word));
  return [...new Set(values.map(withUnderscores))];
}

/** The SDKs' comments have taken the underscores of a word for emphasis. */
function withUnderscores(value: string): string {
  return value.replace(/(?<=\w)\*(?=\w)/g, "_");
}
