import type { PackData } from "../../../policies/pack-data";
import type { Declared } from "./declared";

/** One thing that a rule is shown. */
export interface Case {
  /** A fact in the reader's terms: what about the resource matters here. */
  readonly title: string;
  /** The stack, where it is not the rule's usual one. */
  readonly stack?: string;
  /** The resource judged; the stack itself where there is none. */
  readonly subject?: Declared;
  /** What else the stack declares. */
  readonly around?: readonly Declared[];
  readonly data?: Partial<PackData>;
}

export interface Violating extends Case {
  readonly message: string;
}

/** What a rule is held to. The coverage test wants a compliant and a violating case of every rule. */
export interface RuleCases {
  readonly rule: string;
  /** The stack of its cases. */
  readonly stack: string;
  readonly compliant: readonly [Case, ...Case[]];
  readonly violating: readonly [Violating, ...Violating[]];
  readonly notApplicable?: readonly Case[];
  /**
   * Paths into the first compliant case that the rule needs: without one, with null, nothing or something else there it
   * must object, and must not judge while it is unknown. `name:path` reads the resource of that name.
   */
  readonly needs: readonly string[];
  /** Paths that may be left out, but must not be judged while they are unknown. */
  readonly awaits?: readonly string[];
}

/** What a rule over several stacks is held to: each case is the estate, stack by stack. */
export interface EstateCases {
  readonly rule: string;
  readonly compliant: readonly [EstateCase, ...EstateCase[]];
  readonly violating: readonly [
    EstateCase & { readonly message: string },
    ...(EstateCase & { readonly message: string })[],
  ];
}

interface EstateCase {
  readonly title: string;
  /** The first resource of the first stack is the one judged. */
  readonly estate: Readonly<Record<string, readonly Declared[]>>;
}
