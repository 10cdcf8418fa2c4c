import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import type { Process } from "./lack";
import { longestPause, runDays } from "./schedule";

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

export interface Protection extends Process {
  readonly means: Means;
  /** How often a backup is made. */
  readonly every?: Every;
  /** Where a copy lies that survives the region of the data. */
  readonly region?: string;
  /** The part that it holds for; everything unless given. */
  readonly part?: string;
  /** URN of the resource that says so: often another one. */
  readonly by: string;
  /** Where a backup lies, as `<region> <vault>`. */
  readonly vault?: string;
  /** Whether a lock keeps who may delete from deleting it sooner. */
  readonly held?: boolean;
  /** Why it is declared and nothing comes of it, as the end of a sentence. */
  readonly fails?: string;
}

/** How often a backup is made. */
export type Every = "hour" | "day" | "week" | "month" | "year";

/** What protects a resource's data; nothing where nothing does. */
export type ProtectionsOf = (resource: PolicyResource, stack: StackIndex) => readonly Protection[];

/** What is there on each day, and does not wait for a schedule. */
export const always = runDays("rate(1 day)");

/** The name of the longest pause between two days, never shorter than the pause. */
export function everyOf(made: readonly number[]): Every {
  const pause = longestPause(made);
  if (pause <= 1) return "day";
  if (pause <= 7) return "week";
  return pause <= 31 ? "month" : "year";
}
