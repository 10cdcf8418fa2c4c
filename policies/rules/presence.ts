import type { Tier } from "../environments";
import { stackType, type PolicyResource } from "../resource";
import { notApplicable, type StackRule, stackRule, violation, type Written } from "../rule";

/** A rule on resources of which the stack must declare at least one. */
export interface Presence extends Written<StackRule> {
  readonly types: readonly string[];
  readonly tiers: readonly Tier[];
  /** Which resources of the types are meant; all of them unless given. */
  readonly means?: (resource: PolicyResource) => boolean;
  /** What is wrong with a stack that declares none. */
  readonly missing: string;
}

/** Judges each of the resources, and the stack itself where it has none. */
export function presenceRule({
  types,
  means = () => true,
  missing,
  check,
  ...rule
}: Presence): StackRule {
  return stackRule({
    ...rule,
    types: [stackType, ...types],
    check(resource, scope, stack) {
      if (resource.type === stackType) {
        return stack.of(types).some(means) ? notApplicable : violation(missing);
      }
      return means(resource) ? check(resource, scope, stack) : notApplicable;
    },
  });
}
