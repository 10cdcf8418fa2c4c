import type { Sample } from "./measure";

/** Values are in seconds, bytes, or plain numbers for ratios; how they read is the rendering's affair. */
export type Quantity = "time" | "memory" | "ratio";

export interface Figure {
  readonly name: string;
  readonly quantity: Quantity;
  readonly value: number;
  /** What the value is the median of; `undefined` for one made of other figures. */
  readonly sample?: Sample;
  /** The most that it may be. */
  readonly limit?: number;
  /** Whether it is within its limit. */
  readonly holds?: boolean;
}

/** One question that the benchmark answers. */
export interface Section {
  readonly title: string;
  /** What was looked at: counts by name. */
  readonly extent: Readonly<Record<string, number>>;
  readonly figures: readonly Figure[];
  /** What a reader must know to judge the figures. */
  readonly notes: readonly string[];
}

export function sampled(name: string, quantity: Quantity, sample: Sample, limit?: number): Figure {
  return { ...derived(name, quantity, sample.median, limit), sample };
}

export function derived(name: string, quantity: Quantity, value: number, limit?: number): Figure {
  return {
    name,
    quantity,
    value,
    ...(limit === undefined ? {} : { limit, holds: value <= limit }),
  };
}
