import type { Value, Values } from "./report";

/** A property value as the program declared it: JSON, in which a secret or an unknown keeps its place. */
export type Tree = null | boolean | number | string | Secret | Unknown | readonly Tree[] | TreeMap;
export interface TreeMap {
  readonly [key: string]: Tree;
}

/** A value that the program marked secret. */
export class Secret {
  public constructor(public readonly value: Tree) {}
}

/** A value that only a cloud could tell. */
export class Unknown {
  public static readonly value = new Unknown();
  public readonly kind = "unknown";
}

/** What reports print in place of a secret and of an unknown. */
export const secretText = "[secret]";
export const unknownText = "[unknown]";

/** The tree as a report shows it: no secret in it. */
export function redact(tree: Tree): Value {
  if (tree instanceof Secret) return secretText;
  if (tree instanceof Unknown) return unknownText;
  if (tree === null || typeof tree !== "object") return tree;
  if (isList(tree)) return tree.map(redact);
  return redactMap(tree);
}

export function redactMap(map: TreeMap): Values {
  if (isPlain(map)) return map as Values;
  const result: Record<string, Value> = {};
  for (const [key, value] of Object.entries(map)) result[key] = redact(value);
  return result;
}

/** The tree as a provider or a policy sees it: secrets revealed, `unknown` in place of what is unknown. */
export function reveal(tree: Tree, unknown: unknown): unknown {
  if (tree instanceof Secret) return reveal(tree.value, unknown);
  if (tree instanceof Unknown) return unknown;
  if (tree === null || typeof tree !== "object") return tree;
  if (isList(tree)) return tree.map((item) => reveal(item, unknown));
  return revealMap(tree, unknown);
}

export function revealMap(map: TreeMap, unknown: unknown): Readonly<Record<string, unknown>> {
  if (isPlain(map)) return map;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(map)) result[key] = reveal(value, unknown);
  return result;
}

const plainness = new WeakMap<TreeMap, boolean>();

/** Whether there is neither a secret nor an unknown in it, so that it needs no copy to be shown. */
export function isPlain(map: TreeMap): boolean {
  let plain = plainness.get(map);
  if (plain === undefined) {
    plain = !containsSecret(map) && !containsUnknown(map);
    plainness.set(map, plain);
  }
  return plain;
}

export function containsSecret(tree: Tree): boolean {
  return tree instanceof Secret || contains(tree, containsSecret);
}

export function containsUnknown(tree: Tree): boolean {
  return tree instanceof Unknown || contains(tree, containsUnknown);
}

function contains(tree: Tree, test: (part: Tree) => boolean): boolean {
  if (tree instanceof Secret) return test(tree.value);
  if (tree === null || typeof tree !== "object" || tree instanceof Unknown) return false;
  return Object.values(tree).some(test);
}

/** Every string that stands inside a secret, so that a message can be searched for it. */
export function secretStrings(tree: Tree, inside = false): string[] {
  if (tree instanceof Secret) return secretStrings(tree.value, true);
  if (typeof tree === "string") return inside ? [tree] : [];
  if (tree === null || typeof tree !== "object" || tree instanceof Unknown) return [];
  return Object.values(tree).flatMap((item: Tree) => secretStrings(item, inside));
}

function isList(tree: object): tree is readonly Tree[] {
  return Array.isArray(tree);
}
