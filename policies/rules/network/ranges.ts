/** A range of IPv4 addresses, from its first to its last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range that a text is, `10.0.0.0/16` or one address; `undefined` for anything else. */
export function rangeOf(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const parts = match.slice(1, 5).map(Number);
  const prefix = Number(match[5] ?? 32);
  if (parts.some((part) => part > 255) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const from = address - (address % size);
  return { from, to: from + size - 1 };
}

/** The range of a text that must be one. @throws Error when it is none. */
export function rangeAt(text: string): Range {
  const range = rangeOf(text);
  if (range === undefined) throw new Error(`"${text}" is no range of IPv4 addresses`);
  return range;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}

export function holds(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
