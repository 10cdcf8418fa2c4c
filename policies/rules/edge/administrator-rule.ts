import type { Properties } from "../../resource";
import { compliant, notApplicable, type StackRule, stackRule, violation } from "../../rule";
import { accessApplicationTypes, isForAdministrators, policiesOf } from "./access-policies";

/** Where administrators work, every policy that lets someone in asks for that; else the application lets them in `how`. */
export function administratorRule(asks: (policy: Properties) => boolean, how: string): StackRule {
  return stackRule({
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
