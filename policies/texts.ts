import { isUnknownValueError } from "./unknown";

/** What is told of every text; the path is only good for the time of the call. */
type TextVisitor = (text: string, path: readonly string[]) => void;

/** JSON and YAML take an escaped letter for the letter: `monepiceriz\u002dproduction` is a name like any other. */
function unescaped(text: string): string {
  return text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/**
 * Visits every text in a value, and every number that could be an account. What is unknown is passed over and thrown at
 * the end, after all that is known was seen.
 *
 * @throws UnknownValueError
 */
export function eachText(value: unknown, visit: TextVisitor): void {
  const unknown = knownTexts(value, visit);
  if (unknown !== undefined) throw unknown;
}

/** Like eachText, for who found something all the same: the error of what is unknown, to throw or to leave. */
export function knownTexts(value: unknown, visit: TextVisitor): Error | undefined {
  return visitTexts(value, visit, []);
}

/** The first error of an unknown value. */
function visitTexts(value: unknown, visit: TextVisitor, path: string[]): Error | undefined {
  if (typeof value === "string") {
    visit(value.includes("\\u") ? unescaped(value) : value, path);
    return undefined;
  }
  if (typeof value === "number" && value >= 1e11) visit(String(value), path);
  if (typeof value !== "object" || value === null) return undefined;
  let unknown: Error | undefined;
  for (const key in value) {
    path.push(key);
    try {
      const item = (value as Record<string, unknown>)[key];
      const inside = visitTexts(item, visit, path);
      unknown ??= inside;
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
    }
    path.pop();
  }
  return unknown;
}
