import { isText, valueAt } from "../../read";
import type { Properties } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { accessApplicationTypes, isForAdministrators, policiesOf } from "./access-policies";

export const adminAccessRequireMfa = stackRule({
  types: accessApplicationTypes,
  tiers: ["production"],
  check(application, _scope, stack) {
    if (!isForAdministrators(application)) return notApplicable;
    const policies = policiesOf(application, stack);
    const holds = policies.every(asksForSecondFactor);
    return holds && policies.length > 0
      ? compliant
      : violation("lets administrators in without a second factor");
  },
});

function asksForSecondFactor(policy: Properties): boolean {
  const authenticators = valueAt(policy, "mfaConfig.allowedAuthenticators");
  return (
    Array.isArray(authenticators) &&
    authenticators.some(isText) &&
    valueAt(policy, "mfaConfig.mfaDisabled") !== true
  );
}
