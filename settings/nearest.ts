import { distance } from "fastest-levenshtein";

/** The known word that was most likely meant, or `undefined` where none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = simplified(word);
  const begun =
    plain.length < 3 ? [] : known.filter((candidate) => simplified(candidate).startsWith(plain));
  if (begun.length === 1) return begun[0];
  const twisted = known.find((candidate) => letters(candidate) === letters(word));
  if (twisted !== undefined) return twisted;

  let best: string | undefined;
  let least = plain.length < 4 ? 2 : Math.max(2, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const apart = distance(plain, simplified(candidate));
    if (apart < least) [best, least] = [candidate, apart];
  }
  return best;
}

/** What a message adds of it: `, did you mean staging?`, or nothing. */
export function hintAt(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? "" : `, did you mean ${meant}?`;
}

/** `BLUE_GREEN`, `blueGreen` and `blue-green` are the same word to a person. */
function simplified(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** `prot` has the letters of `port`. */
function letters(word: string): string {
  return Array.from(simplified(word)).sort().join("");
}
