import { certainOf } from "../certain";
import { oncePerObject, oncePerText } from "../once";
import { asList, documentIn, isRecord } from "../read";
import type { Properties } from "../resource";
import type { Scope } from "../rule";
import { isUnknownValueError } from "../unknown";
import type { Allowed, Card, Demand } from "./card";
import { type Inputs, type Selection, select, selectPath } from "./selection";

/** Every input that the card knows. */
export const selectionOf = oncePerObject((card: Card): Inputs => {
  const selection: Inputs = new Map();
  const { must = [], only = [] } = card;
  for (const text of knownBy(card)) select(text, selection);
  for (const [path] of [...must, ...only]) selectPath(plain(path), selection);
  return selection;
});

/** The selections of a card, whatever is said of them. */
export function knownBy({ judged = "", own = "", ...card }: Card): readonly string[] {
  return [judged, own, ...harmlessIn(card)];
}

/** The selections of what can do no harm. */
export function harmlessIn({
  called = "",
  sized = "",
  placed = "",
  free = {},
}: Card): readonly string[] {
  return [called, sized, placed, ...Object.values(free)];
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

/** A demand's path without its marks. */
export function plain(path: string): string {
  return path.replaceAll("?", "");
}

/** What the demands object to, as the ends of sentences. */
export function unmetIn(
  props: Properties,
  { must = [], only = [] }: Card,
  scope: Scope,
): readonly string[] {
  return certainOf([
    ...must.map((demand) => () => unmet(props, demand, scope, true)),
    ...only.map((demand) => () => unmet(props, demand, scope, false)),
  ]);
}

/** Every value at a dotted path, through lists and texts that hold a document. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return itemsAt(value, stepsOf(path), 0).flat();
}

/** How the engine lists what a provider filled in itself: the same as leaving it out, which rules judge. */
const providerDefaults = "__defaults";

function unmet(
  props: Properties,
  [path, allowed, why, tiers]: Demand,
  scope: Scope,
  required: boolean,
): string[] {
  if (tiers?.includes(scope.tier) === false) return [];
  const wrong = new Set<string>();
  for (const items of itemsAt(props, stepsOf(path), 0)) {
    if (items.length === 0) {
      if (required) wrong.add(`lacks ${plain(path)}`);
    } else if (!items.every((item) => isAllowed(item, allowed, scope, props)))
      wrong.add(`has another ${plain(path)}`);
  }
  return [...wrong].map((what) => `${what} (it takes ${textOf(allowed)}; ${why})`);
}

function isAllowed(value: unknown, allowed: Allowed, scope: Scope, props: Properties): boolean {
  if (typeof allowed === "object" && "has" in allowed) return allowed.has(value, scope, props);
  return asItems(allowed).includes(value);
}

function textOf(allowed: Allowed): string {
  if (typeof allowed === "object" && "has" in allowed) return allowed.text;
  return asItems(allowed).map(String).join(" or ");
}

interface Step {
  readonly key: string;
  readonly mayEnd: boolean;
}

const stepsOf = oncePerText((path): readonly Step[] =>
  path.split(".").map((key) => ({ key: plain(key), mayEnd: key.endsWith("?") })),
);

/**
 * What stands at a path in each object on the way to it, through lists and texts that hold a document; nothing where the
 * way ends too early, unless a `?` says that it may.
 */
function itemsAt(
  value: unknown,
  path: readonly Step[],
  at: number,
): readonly (readonly unknown[])[] {
  const inside = documentIn(value);
  const step = path[at];
  if (!isRecord(inside) || step === undefined) return [];
  const items = asItems(inside[step.key]);
  if (at + 1 === path.length) return [items];
  const documents = items.map(documentIn).flatMap(asItems);
  if (documents.length === 0) return step.mayEnd ? [] : [[]];
  return documents.flatMap((item) => itemsAt(item, path, at + 1));
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
