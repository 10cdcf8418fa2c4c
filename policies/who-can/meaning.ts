import type { Tier } from "../environments";
import type { Way } from "./ways-in";

/**
 * What those who come in by a way are meant to do. `<name>` is how the environment's resources are named, `<account>` its
 * account, `<product>` what every environment's name begins with, `<stack>` the stack.
 */
export interface Meant {
  readonly who: readonly Way[];
  /** Actions, as `actionsIn` reads them. */
  readonly may: string;
  readonly on: readonly string[];
  /** What a request must say, by condition key in lower case; nothing at all where it is null. */
  readonly when?: Readonly<Record<string, readonly string[] | null>>;
  /** What makes it another matter, though all else holds: the state's own key is no key of the environment's. */
  readonly unless?: Readonly<Record<string, readonly string[]>>;
  /** Whether it is meant only of what asks it of the role, by asked.ts. */
  readonly isAsked?: true;
  /** Every tier unless given. */
  readonly tiers?: readonly Tier[];
  readonly why: string;
}
