/** What a scalar may become; each is made of the value and a key, and says nothing else of it. */
export const fakes = ["name", "mail", "phone", "card", "address", "text"] as const;
export type Fake = (typeof fakes)[number];

export type Rule =
  /** As it is, and why that names nobody. */
  | { readonly kind: "keep"; readonly because: string }
  | { readonly kind: "null" }
  | { readonly kind: "fixed"; readonly value: string | number | boolean }
  /** Another id of the same form. What it begins with may stay: `order-`. */
  | { readonly kind: "id"; readonly prefixes: readonly string[] }
  /** So many days earlier or later, at most. */
  | { readonly kind: "date"; readonly days: number }
  | { readonly kind: Fake };

/** What JSON may look like; what has no place in it is refused. */
export interface Shape {
  rule?: Rule;
  readonly fields: Map<string, Shape>;
  /** Of an array. */
  items?: Shape;
  /** Of a map, whose keys are data and become ids. */
  values?: Shape;
}

export type ColumnRule = Rule | { readonly kind: "json"; readonly shape: Shape };

/** By table, then by column. */
export type MaskingRules = ReadonlyMap<string, ReadonlyMap<string, ColumnRule>>;
