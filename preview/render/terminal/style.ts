import type { Colors } from "picocolors/types";

/** How the terminal output looks: what the terminal can, and what the reader wants. */
export interface Style {
  /** Paints nothing where colour is off. */
  readonly paint: Colors;
  /** Columns of the terminal. */
  readonly width: number;
  /** Every resource on a line of its own, every value in full. */
  readonly verbose: boolean;
}

/** `left`, and `right` at the right margin; on a narrow terminal at least two spaces apart. */
export function justify(left: Painted, right: Painted, width: number): string {
  if (right.width === 0) return left.text;
  const gap = Math.max(2, width - left.width - right.width);
  return left.text + " ".repeat(gap) + right.text;
}

/** A text and the columns that it takes, which its colours don't. */
export interface Painted {
  readonly text: string;
  readonly width: number;
}
