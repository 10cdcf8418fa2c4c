import { compliant, notApplicable, stackRule, violation } from "../../rule";
import {
  accessApplicationTypes,
  isForAdministrators,
  policiesOf,
  requires,
} from "./access-policies";

export const adminAccessRequirePosture = stackRule({
  types: accessApplicationTypes,
  tiers: ["production"],
  check(application, _scope, stack) {
    if (!isForAdministrators(application)) return notApplicable;
    const policies = policiesOf(application, stack);
    const holds = policies.every((policy) => requires(policy, "devicePosture"));
    return holds && policies.length > 0
      ? compliant
      : violation("lets administrators in from any device");
  },
});
