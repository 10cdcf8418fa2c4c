/** Inputs by name; a leaf is meant with all that is in it. */
export type Selection = Map<string, Selection> | "leaf";

/** @throws RangeError for braces that don't close, or open after nothing. */
export function select(text: string, into: Map<string, Selection>): void {
  const open = [into];
  let last = "";
  for (const [word] of text.matchAll(/[{}]|[^\s{}]+/g)) {
    const here = open.at(-1);
    if (here === undefined) throw new RangeError(`"${text}" closes more than it opens`);
    if (word === "}") {
      open.pop();
    } else if (word === "{") {
      const inside = here.get(last);
      const next = inside instanceof Map ? inside : new Map<string, Selection>();
      here.set(last, next);
      open.push(next);
    } else {
      last = word;
      if (!here.has(word)) here.set(word, "leaf");
    }
  }
  if (open.length !== 1) throw new RangeError(`"${text}" opens more than it closes`);
}

/** The selection of one dotted path. */
export function selectPath(path: string, into: Map<string, Selection>): void {
  const keys = path.split(".");
  select(keys.join(" { ") + " }".repeat(keys.length - 1), into);
}

/** The dotted paths of all leaves. */
export function pathsOf(selection: Selection, at = ""): readonly string[] {
  if (selection === "leaf") return [at];
  return [...selection].flatMap(([key, inside]) =>
    pathsOf(inside, at === "" ? key : `${at}.${key}`),
  );
}
