/** `undefined` is what only the visitor knows. */
export type Value = string | number | boolean | undefined;

type Known = Exclude<Value, undefined>;

const functions: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  concat: (values) => values.map(String).join(""),
  ends_with: ([source, end]) => String(source).endsWith(String(end)),
  len: ([source]) => Buffer.byteLength(String(source)),
  lower: ([source]) => String(source).toLowerCase(),
  starts_with: ([source, start]) => String(source).startsWith(String(start)),
  to_string: ([source]) => String(source),
  upper: ([source]) => String(source).toUpperCase(),
  url_decode: ([source]) => decodeURIComponent(String(source)),
};

/** They take arrays, and all of these are of what a visitor sends. */
const ofArrays = ["all", "any", "has_key", "has_value"];

/** A function of Cloudflare's. @throws Error for any other. */
export function functionOf(name: string): (values: readonly Value[]) => Value {
  const apply = ofArrays.includes(name) ? () => undefined : functions[name];
  if (apply === undefined) throw new Error(`what ${name}() answers is not known here`);
  return apply;
}

/** How a value compares with a literal. Letter case counts, but for `wildcard`. */
export const comparisons: Readonly<Record<string, (literal: Known) => (value: Known) => boolean>> =
  {
    eq: (literal) => (value) => value === literal,
    ne: (literal) => (value) => value !== literal,
    lt: (literal) => (value) => value < literal,
    le: (literal) => (value) => value <= literal,
    gt: (literal) => (value) => value > literal,
    ge: (literal) => (value) => value >= literal,
    contains: (literal) => (value) => String(value).includes(String(literal)),
    matches: (literal) => {
      const [, flag = "", form = ""] = /^(?:\(\?([is]+)\))?([\s\S]*)$/.exec(String(literal)) ?? [];
      return matching(form, flag);
    },
    wildcard: (literal) => matching(wildcardForm(String(literal)), "is"),
    "strict wildcard": (literal) => matching(wildcardForm(String(literal)), "s"),
  };

/** Whether one of the items is the value, or a range that holds it. */
export function isAmong(value: Known, items: readonly string[]): boolean {
  return items.some((item) => {
    if (typeof value !== "number") return item === value;
    const [first, last = first] = item.split("..");
    return value >= Number(first) && value <= Number(last);
  });
}

/** An expression that only another engine reads is refused here: `u` takes no escape that it does not know. */
function matching(form: string, flags: string): (value: Known) => boolean {
  const expression = new RegExp(form, `u${flags}`);
  return (value) => expression.test(String(value));
}

/** The whole value must match; an escaped star is a star. */
function wildcardForm(text: string): string {
  const parts = text.replaceAll(/\\[*\\]|[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    return part.slice(-1).replace(/[\^$\\.*+?()[\]{}|/]/, "\\$&");
  });
  return `^${parts}$`;
}
