const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven"];

/** A small number as a sentence says it. */
export function inWords(number: number): string {
  return numbers[number] ?? String(number);
}

/** `a, b and c`; `none` of an empty list. */
export function listed(words: readonly unknown[], conjunction: "and" | "or"): string {
  if (words.length === 0) return "none";
  const last = String(words.at(-1));
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** The first of many: readers need a few examples. */
export function few(texts: readonly string[], shown = 3): readonly string[] {
  const more = texts.length - shown;
  return [...texts.slice(0, shown), ...(more > 0 ? [`${String(more)} more`] : [])];
}
