import type { HealthyTasks } from "./healthy-tasks";
import type { Inventory } from "./inventory";

/** What the clouds hold at one moment. */
export interface Moment {
  readonly held: Inventory;
  readonly tasks: HealthyTasks;
}

/** Something that is used before what it needs is there, or still. */
export interface Violation {
  /** What is wrong, as an operator would say it. */
  readonly what: string;
  /** URN of the resource that uses. */
  readonly user: string;
  /** URN of the resource that it needs; where there is none, what is missing: its type and whose. */
  readonly needs: string;
}

/** What has to hold between any two calls, not only at the end. */
export interface Invariant {
  readonly name: string;
  /** Types of which a change may break it; it is asked after no other. */
  readonly types: readonly string[];
  readonly violations: (moment: Moment) => readonly Violation[];
}

/** Stands for the URN of a resource that is not there. */
export function missing(type: string, of: string): string {
  return `${type} of ${of}`;
}
