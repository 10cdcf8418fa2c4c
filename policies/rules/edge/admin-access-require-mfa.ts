import { isText, valueAt } from "../../read";
import { administratorRule } from "./administrator-rule";

export const adminAccessRequireMfa = administratorRule((policy) => {
  const authenticators = valueAt(policy, "mfaConfig.allowedAuthenticators");
  return (
    Array.isArray(authenticators) &&
    authenticators.some(isText) &&
    valueAt(policy, "mfaConfig.mfaDisabled") !== true
  );
}, "without a second factor");
