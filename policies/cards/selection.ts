export type Inputs = Map<string, Selection>;
/** Inputs by name; a leaf is meant with all that is in it. */
export type Selection = Inputs | "leaf";

/** @throws RangeError for braces that don't close, or open after nothing. */
export function select(text: string, into: Inputs): void {
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
export function selectPath(path: string, into: Inputs): void {
  const keys = path.split(".");
  select(keys.join(" { ") + " }".repeat(keys.length - 1), into);
}

/** The dotted paths of all leaves of a selection as it is written. */
export function leavesOf(text: string): readonly string[] {
  const inputs: Inputs = new Map();
  select(text, inputs);
  return [...inputs].flatMap(([key, inside]) => pathsOf(inside, key));
}

function pathsOf(selection: Selection, at: string): readonly string[] {
  if (selection === "leaf") return [at];
  return [...selection].flatMap(([key, inside]) => pathsOf(inside, `${at}.${key}`));
}
