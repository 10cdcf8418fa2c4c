import { type Context, valuesOf } from "./request";

const expressions = { exact: new Map<string, RegExp>(), caseless: new Map<string, RegExp>() };
const mostRemembered = 5_000;

/** Whether a pattern means a text: `*` is any number of characters, `?` is one. */
export function matches(pattern: string, text: string, caseless = false): boolean {
  if (pattern === "*" || pattern === text) return true;
  const known = caseless ? expressions.caseless : expressions.exact;
  let expression = known.get(pattern);
  if (expression === undefined) {
    const flags = caseless ? "is" : "s";
    expression = new RegExp(`^${pattern.split("").map(escaped).join("")}$`, flags);
    // The same few patterns come back with every request.
    if (known.size >= mostRemembered) known.clear();
    known.set(pattern, expression);
  }
  return expression.test(text);
}

/** Each of an ARN's six parts by itself, so that no wildcard reaches over a colon but in the last. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return (
    patterns.length === parts.length &&
    patterns.every((part, index) => matches(part, parts[index] ?? ""))
  );
}

/**
 * The pattern with the request's values in place of `${key}` and `${key, 'default'}`; what they hold is literal. `${*}`,
 * `${?}` and `${$}` are the characters themselves. `undefined` where a key has no value, or several, and no default.
 */
export function resolved(pattern: string, context: Context): string | undefined {
  const missing: string[] = [];
  const text = pattern.replaceAll(variable, (_, name: string, fallback: string | undefined) => {
    const values = /^[*?$]$/.test(name) ? [name] : valuesOf(context, name);
    const value = values?.length === 1 ? values[0] : fallback;
    if (value === undefined) missing.push(name);
    return (value ?? "").replaceAll(/[*?]/g, (character) => literal[character] ?? character);
  });
  return missing.length === 0 ? text : undefined;
}

const variable = /\$\{\s*([^},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/g;

/** Characters of no policy, which stand for wildcards that are none. */
const literal: Readonly<Record<string, string>> = { "*": "\u{e000}", "?": "\u{e001}" };

/** The text that a resolved pattern without wildcards is. */
export function plain(text: string): string {
  return text.replaceAll("\u{e000}", "*").replaceAll("\u{e001}", "?");
}

function escaped(character: string): string {
  if (character === "*") return ".*";
  if (character === "?") return ".";
  return plain(character).replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
