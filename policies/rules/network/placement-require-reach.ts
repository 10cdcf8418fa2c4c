import { lackingPaths } from "../../reach/needed";
import { placedTypes } from "../../reach/placements";
import { stackRule, violationOf } from "../../rule";

export const placementRequireReach = stackRule({
  id: "placement-require-reach",
  title: "What stands in a network is reached, and reaches what it needs",
  why: "a firewall that is shut too far shows once nobody gets an answer",
  source: "NET-2",
  fix: "Let it through its security groups; what is needed stands in policies/reach/needed.ts.",
  types: placedTypes,
  check: (resource, _scope, stack) => violationOf(lackingPaths(resource, stack)),
});
