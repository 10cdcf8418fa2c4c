import { closest } from "fastest-levenshtein";
import type { Constraint, Rule } from "./table";

const longestShown = 80;
const mostListed = 12;

const longestRemembered = 100;

/** @param isSecret - keeps the value from being remembered. */
export function isBroken(constraint: Constraint, value: unknown, isSecret: boolean): boolean {
  const { accepted } = constraint;
  if (accepted.has(value)) return false;
  const broken = breaks(constraint, value);
  const isShort = typeof value === "string" && value.length <= longestRemembered;
  if (!broken && isShort && !isSecret) accepted.add(value);
  return broken;
}

function breaks(constraint: Constraint, value: unknown): boolean {
  if (constraint.kind === "format") {
    return typeof value === "string" && !constraint.format.accepts(value);
  }
  const { rule, pattern } = constraint;
  return (
    !isListed(rule, value) ||
    !isWithin(rule, value) ||
    (rule.whole === true && !Number.isInteger(Number(value))) ||
    (pattern !== undefined && !pattern.test(String(value)))
  );
}

/** What was found and what a rule or a format wants instead; of a secret nothing shows. */
export function describeBroken(
  constraint: Constraint,
  value: unknown,
  isSecret: boolean,
): { readonly got: string; readonly expected: string } {
  const got = show(value, isSecret);
  if (constraint.kind === "format") return { got, expected: constraint.format.expected };
  const { rule } = constraint;
  if (!isListed(rule, value)) return { got, expected: listed(rule, isSecret ? "" : value) };
  if (!isWithin(rule, value)) {
    const unit = unitOf(rule, value);
    const size = unit === "" || isSecret ? "" : ` (${String(sizeOf(rule, value))}${unit})`;
    return { got: `${got}${size}`, expected: `${bounds(rule)}${unit}` };
  }
  const isFraction = rule.whole === true && !Number.isInteger(Number(value));
  return {
    got,
    expected: isFraction ? "a whole number" : `a text that matches ${rule.pattern ?? ""}`,
  };
}

/** The value as a message quotes it. */
export function show(value: unknown, isSecret: boolean): string {
  if (isSecret) return "[secret]";
  const text = JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function isListed({ oneOf }: Rule, value: unknown): boolean {
  return oneOf === undefined || oneOf.includes(String(value));
}

function isWithin(rule: Rule, value: unknown): boolean {
  const { min, max } = rule;
  if (min === undefined && max === undefined) return true;
  const size = sizeOf(rule, value);
  return size >= (min ?? -Infinity) && size <= (max ?? Infinity);
}

/** A rule of whole numbers is of a text's value, any other of its length. */
function sizeOf({ whole }: Rule, value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === "number" || whole === true) return Number(value);
  return lengthOf(String(value));
}

/** In characters, of which some are two units of JavaScript's. */
function lengthOf(text: string): number {
  return /[\uD800-\uDFFF]/.test(text) ? Array.from(text).length : text.length;
}

function unitOf({ whole }: Rule, value: unknown): string {
  if (Array.isArray(value)) return " items";
  return typeof value === "number" || whole === true ? "" : " characters";
}

function bounds({ min, max }: Rule): string {
  if (min === undefined) return `at most ${String(max)}`;
  if (max === undefined) return `at least ${String(min)}`;
  return min === max ? String(min) : `${String(min)} to ${String(max)}`;
}

function listed({ oneOf = [] }: Rule, value: unknown): string {
  const values = oneOf.map((text) => JSON.stringify(text));
  if (oneOf.length <= mostListed) {
    return values.length === 1 ? (values[0] ?? "") : `one of ${values.join(", ")}`;
  }
  const nearest = closest(String(value), oneOf);
  return `one of ${String(oneOf.length)} values, such as ${JSON.stringify(nearest)}`;
}
