import type { Properties } from "../../resource";
import {
  compliant,
  notApplicable,
  type StackRule,
  stackRule,
  violation,
  type Written,
} from "../../rule";
import { accessApplicationTypes, isForAdministrators, policiesOf } from "./access-policies";

interface Administration extends Written {
  /** Whether a policy asks for what the rule wants. */
  readonly asks: (policy: Properties) => boolean;
  /** How the application lets administrators in otherwise. */
  readonly how: string;
}

/** Where administrators work, every policy that lets someone in asks for that. */
export function administratorRule({ asks, how, ...rule }: Administration): StackRule {
  return stackRule({
    ...rule,
    types: accessApplicationTypes,
    tiers: ["production"],
    check(application, _scope, stack) {
      if (!isForAdministrators(application)) return notApplicable;
      const policies = policiesOf(application, stack);
      return policies.length > 0 && policies.every(asks)
        ? compliant
        : violation(`lets administrators in ${how}`);
    },
  });
}
