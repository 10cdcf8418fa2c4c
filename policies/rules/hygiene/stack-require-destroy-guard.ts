import { stackType } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";

/** The engine's own resource, which needs no provider: nothing but a place in the order of deletion. */
const guardType = "pulumi:index:Stash";

export const stackRequireDestroyGuard = stackRule({
  id: "stack-require-destroy-guard",
  severity: "critical",
  title:
    "A destroy of production, or of what all environments share, is refused before it deletes anything",
  why: "protect alone stops it at what holds data, when the services are gone",
  source: "PRC-10",
  fix: "Declare a protected Stash that depends on every resource.",
  waivable: "never",
  types: [stackType],
  tiers: ["production", "shared"],
  check(_root, { stack: name }, stack) {
    const guards = stack.ofType(guardType).filter(({ options }) => options.protect);
    if (guards.length === 0) {
      return violation(`can be destroyed up to the first protected resource of ${name}`);
    }
    // On the engine a guard, too, has a provider: the engine's own.
    const guarded = new Set(guards.flatMap(({ urn, dependencies }) => [urn, ...dependencies]));
    const outside = stack.resources.filter(
      ({ urn, provider }) => provider !== undefined && !guarded.has(urn),
    );
    const [first] = outside;
    if (first === undefined) return compliant;
    return violation(
      `deletes ${String(outside.length)} of its resources before its guard is met, among them ${first.urn}`,
    );
  },
});
