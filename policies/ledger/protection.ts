import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";

/** What brings data back, or keeps it from being lost. */
export type Means =
  /** Copies that are made again and again. */
  | "backup"
  /** Every state of the last days. */
  | "point-in-time"
  /** What was overwritten or deleted stays as an earlier version. */
  | "versions"
  /** A second one, kept up to date. */
  | "replica"
  /** What nobody can delete or overwrite. */
  | "lock"
  /** Days in which a deletion can be taken back. */
  | "deletion-window";

export interface Protection {
  readonly means: Means;
  /** How often a backup is made. */
  readonly every?: Every;
  /** Days that it holds; forever where there are none. */
  readonly days?: number;
  /** Where a copy lies that survives the region of the data. */
  readonly region?: string;
  /** The part that it holds for; everything unless given. */
  readonly part?: string;
  /** URN of the resource that says so: often another one. */
  readonly by: string;
}

/** How often a backup is made. */
export type Every = "hour" | "day" | "week" | "month" | "year";

/** What protects a resource's data; nothing where nothing does. */
export type ProtectionsOf = (resource: PolicyResource, stack: StackIndex) => readonly Protection[];

/** The name of a pause between two backups, never shorter than the pause. */
export function everyOf(pauseDays: number): Every {
  if (pauseDays <= 1 / 24) return "hour";
  if (pauseDays <= 1) return "day";
  if (pauseDays <= 7) return "week";
  return pauseDays <= 31 ? "month" : "year";
}
