import { isText, valueAt } from "../../read";
import { administratorRule } from "./administrator-rule";

export const adminAccessRequireMfa = administratorRule({
  id: "admin-access-require-mfa",
  severity: "critical",
  title: "Production's administrators show a second factor",
  why: "a password is found sooner or later",
  source: "ACC-11",
  fix: "Set mfaConfig.allowedAuthenticators of each policy.",
  waivable: "outside production",
  asks: (policy) => {
    const authenticators = valueAt(policy, "mfaConfig.allowedAuthenticators");
    return (
      Array.isArray(authenticators) &&
      authenticators.some(isText) &&
      valueAt(policy, "mfaConfig.mfaDisabled") !== true
    );
  },
  how: "without a second factor",
});
