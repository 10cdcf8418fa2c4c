import type { Tier } from "../environments";
import { stackType, type PolicyResource } from "../resource";
import {
  notApplicable,
  type Outcome,
  type Scope,
  type StackRule,
  stackRule,
  violation,
} from "../rule";
import type { StackIndex } from "../stack-index";

/** A rule on resources of which the stack must declare at least one. */
export interface Presence {
  readonly types: readonly string[];
  readonly tiers: readonly Tier[];
  /** Which resources of the types are meant; all of them unless given. */
  readonly means?: (resource: PolicyResource) => boolean;
  /** What is wrong with a stack that declares none. */
  readonly missing: string;
  readonly check: (resource: PolicyResource, scope: Scope, stack: StackIndex) => Outcome;
}

/** Judges each of the resources, and the stack itself where it has none. */
export function presenceRule({
  types,
  tiers,
  means = () => true,
  missing,
  check,
}: Presence): StackRule {
  return stackRule({
    types: [stackType, ...types],
    tiers,
    check(resource, scope, stack) {
      if (resource.type === stackType) {
        return stack.of(types).some(means) ? notApplicable : violation(missing);
      }
      return means(resource) ? check(resource, scope, stack) : notApplicable;
    },
  });
}
