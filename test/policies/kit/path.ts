/** A step into a value: a key, every element, the elements of which a key has a value, or into a JSON document's text. */
export type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "each" }
  | { readonly kind: "where"; readonly key: string; readonly value: string }
  | { readonly kind: "document" };

/** Stands for what is not there: a change to it removes. */
export const absent = Symbol("absent");

type Tree = Record<string, unknown>;

/** `rules.*.lifecycle`, `policy>Statement.[Sid=TlsOnly].Condition`, `tags.'logical-name'`. */
export function pathOf(text: string): readonly Step[] {
  return [...text.matchAll(/'([^']*)'|\[([^\]=]*)=([^\]]*)\]|[^.>']+|>/g)].map(
    ([whole, quoted, key, value]) => {
      if (whole === ">") return { kind: "document" };
      if (whole === "*") return { kind: "each" };
      if (key !== undefined && value !== undefined) return { kind: "where", key, value };
      return { kind: "key", key: quoted ?? whole };
    },
  );
}

/** A copy of the value in which what stands at the path is changed. */
export function changedAt(
  value: unknown,
  [step, ...rest]: readonly Step[],
  change: (before: unknown) => unknown,
): unknown {
  if (step === undefined) return change(value);
  const further = (before: unknown): unknown => changedAt(before, rest, change);
  switch (step.kind) {
    case "document":
      return JSON.stringify(further(JSON.parse(textOf(value))));
    case "each":
      return withElements(value, () => true, further);
    case "where":
      return withElements(value, (item) => String(item[step.key]) === step.value, further);
    case "key":
      return withKey(value, step.key, further);
  }
}

/** What stands at the path. @throws Error where nothing does. */
export function foundAt(value: unknown, path: readonly Step[]): unknown {
  let found: unknown = absent;
  changedAt(value, path, (before) => {
    if (found === absent) found = before;
    return before;
  });
  if (found === absent || found === undefined) throw new Error("nothing stands at the path");
  return found;
}

function withElements(
  value: unknown,
  meant: (item: Tree) => boolean,
  change: (before: unknown) => unknown,
): unknown {
  if (!Array.isArray(value)) throw new Error("no list stands at the path");
  const hits = value.filter((item) => meant(item as Tree));
  if (hits.length === 0) throw new Error("the list at the path has no such element");
  return value
    .map((item: unknown) => (meant(item as Tree) ? change(item) : item))
    .filter((item) => item !== absent);
}

function withKey(value: unknown, key: string, change: (before: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, index) => (String(index) === key ? change(item) : item))
      .filter((item) => item !== absent);
  }
  if (value !== undefined && (typeof value !== "object" || value === null)) {
    throw new Error(`no object stands before ${key}`);
  }
  const after = {
    ...(value as Tree | undefined),
    [key]: change((value as Tree | undefined)?.[key]),
  };
  if (after[key] !== absent) return after;
  return Object.fromEntries(Object.entries(after).filter(([name]) => name !== key));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error("no document stands at the path");
  return value;
}
