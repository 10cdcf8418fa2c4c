import type { Environment } from "../environments";
import { certainOf } from "../certain";
import { asList, documentIn, isRecord } from "../read";
import type { Properties } from "../resource";
import { isUnknownValueError } from "../unknown";
import type { Allowed, Card, Demand } from "./card";
import { type Inputs, type Selection, select, selectPath } from "./selection";

const selections = new WeakMap<Card, Inputs>();

/** Every input that the card knows. */
export function selectionOf(card: Card): Inputs {
  const known = selections.get(card);
  if (known !== undefined) return known;
  const selection: Inputs = new Map();
  const { judged = "", own = "", must = [], only = [], free = {} } = card;
  for (const text of [judged, own, ...Object.values(free)]) select(text, selection);
  for (const [path] of [...must, ...only]) selectPath(path, selection);
  selections.set(card, selection);
  return selection;
}

/**
 * Dotted paths of what is given and stands on no card.
 *
 * @throws UnknownValueError when all that is known stands there, and something that may hold more is not known yet.
 */
export function unlistedIn(props: Properties, selection: Inputs): readonly string[] {
  const found = new Set<string>();
  let unknown: Error | undefined;
  const look = (value: unknown, known: Selection, at: string): void => {
    if (known === "leaf") return;
    const inside = documentIn(value);
    if (Array.isArray(inside)) {
      for (const index of inside.keys()) visit(inside, index, known, at);
    } else if (isRecord(inside)) {
      const defaults = asList(inside[providerDefaults]);
      for (const key of Object.keys(inside)) {
        if (key === providerDefaults || defaults.includes(key)) continue;
        const path = at === "" ? key : `${at}.${key}`;
        const next = known.get(key);
        if (next !== undefined) visit(inside, key, next, path);
        else if (isGiven(inside, key)) found.add(path);
      }
    }
  };
  const visit = (holder: object, key: PropertyKey, known: Selection, path: string): void => {
    if (known === "leaf") return;
    try {
      look(Reflect.get(holder, key), known, path);
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown = error;
    }
  };
  look(props, selection, "");
  if (found.size === 0 && unknown !== undefined) throw unknown;
  return [...found];
}

/** What the demands object to, as the ends of sentences. */
export function unmetIn(
  props: Properties,
  { must = [], only = [] }: Card,
  environment: Environment,
): readonly string[] {
  return certainOf([
    ...must.map((demand) => () => unmet(props, demand, environment, true)),
    ...only.map((demand) => () => unmet(props, demand, environment, false)),
  ]);
}

/** Every value at a dotted path, through lists and texts that hold a document. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return holdersOf(value, path).holders.flatMap(({ holder, key }) => asItems(holder[key]));
}

/** How the engine lists what a provider filled in itself: the same as leaving it out, which rules judge. */
const providerDefaults = "__defaults";

function unmet(
  props: Properties,
  [path, allowed, why]: Demand,
  environment: Environment,
  required: boolean,
): string[] {
  const { holders, isCut } = holdersOf(props, path);
  const wrong = new Set<string>(required && isCut ? [`lacks ${path}`] : []);
  for (const { holder, key } of holders) {
    const items = asItems(holder[key]);
    if (items.length === 0 && required) wrong.add(`lacks ${path}`);
    else if (!items.every((item) => isAllowed(item, allowed, environment)))
      wrong.add(`has another ${path}`);
  }
  return [...wrong].map((what) => `${what} (it takes ${textOf(allowed)}; ${why})`);
}

function isAllowed(value: unknown, allowed: Allowed, environment: Environment): boolean {
  if (typeof allowed === "object" && "has" in allowed) return allowed.has(value, environment);
  return asItems(allowed).includes(value);
}

function textOf(allowed: Allowed): string {
  if (typeof allowed === "object" && "has" in allowed) return allowed.text;
  return asItems(allowed).map(String).join(" or ");
}

interface Holders {
  readonly holders: readonly { readonly holder: Properties; readonly key: string }[];
  /** Whether something on the way has nothing there. */
  readonly isCut: boolean;
}

function holdersOf(value: unknown, path: string): Holders {
  const keys = path.split(".");
  const key = keys.pop() ?? "";
  let inside: readonly unknown[] = [documentIn(value)];
  let isCut = false;
  for (const each of keys) {
    inside = inside.flatMap((holder) => {
      const items = isRecord(holder) ? asItems(documentIn(holder[each])).map(documentIn) : [];
      isCut ||= items.length === 0;
      return items;
    });
  }
  return { holders: inside.filter(isRecord).map((holder) => ({ holder, key })), isCut };
}

function asItems(value: unknown): readonly unknown[] {
  return asList(value).flatMap((item) => (Array.isArray(item) ? asItems(item) : [item]));
}

/** Whether a key has a value; an empty list is none, and what is not known yet is one. */
function isGiven(holder: Properties, key: string): boolean {
  try {
    return asItems(holder[key]).length > 0;
  } catch (error) {
    if (isUnknownValueError(error)) return true;
    throw error;
  }
}
