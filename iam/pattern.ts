import { type Context, valuesOf } from "./request";

type Test = (text: string) => boolean;

const tests = { exact: new Map<string, Test>(), caseless: new Map<string, Test>() };
const mostRemembered = 5_000;

/** Whether a pattern means a text: `*` is any number of characters, `?` is one. */
export function matches(pattern: string, text: string, caseless = false): boolean {
  if (pattern === "*" || pattern === text) return true;
  const known = caseless ? tests.caseless : tests.exact;
  let test = known.get(pattern);
  if (test === undefined) {
    // The same few patterns come back with every request.
    if (known.size >= mostRemembered) known.clear();
    known.set(pattern, (test = testOf(caseless ? pattern.toLowerCase() : pattern)));
  }
  return test(caseless ? text.toLowerCase() : text);
}

function testOf(pattern: string): Test {
  return pattern.includes("?") ? expressionOf(pattern) : partsOf(pattern);
}

/** What stands between the stars, one after the other: an expression costs more to make than most patterns are asked. */
function partsOf(pattern: string): Test {
  const [first = "", ...parts] = pattern.split("*").map(plain);
  const last = parts.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

function expressionOf(pattern: string): Test {
  const expression = new RegExp(`^${pattern.split("").map(escaped).join("")}$`, "s");
  return (text) => expression.test(text);
}

/** Each of an ARN's six parts by itself, so that no wildcard reaches over a colon but in the last. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [splitArn(pattern), splitArn(arn)];
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
  if (!pattern.includes("${")) return pattern;
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

function splitArn(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
