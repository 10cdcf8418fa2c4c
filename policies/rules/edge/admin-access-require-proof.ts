import type { Tier } from "../../environments";
import { durationSeconds } from "../../dates";
import { isText, textAt, valueAt } from "../../read";
import type { Properties } from "../../resource";
import { notApplicable, stackRule, violation, violationOf } from "../../rule";
import {
  accessApplicationTypes,
  isForAdministrators,
  namedPolicies,
  policiesOf,
  requires,
} from "./access-policies";

const longest = "1h";

/** What each policy asks of whom it lets in, and how it lets them in otherwise. */
type Proof = readonly [asks: (policy: Properties) => boolean, otherwise: string];

const device = (policy: Properties): boolean => requires(policy, "devicePosture");
const address = (policy: Properties): boolean => requires(policy, "ipList");

const proofs: Readonly<Partial<Record<Tier, readonly Proof[]>>> = {
  staging: [
    [(policy) => device(policy) || address(policy), "from any device at any address (NET-4)"],
  ],
  production: [
    [showsSecondFactor, "without a second factor (ACC-11)"],
    [device, "from any device (NET-4)"],
    [address, "from any address (ACC-12)"],
  ],
};

/** A policy's own session overrides its application's. */
export const adminAccessRequireProof = stackRule({
  id: "admin-access-require-proof",
  severity: "critical",
  title: `Production's administrators show a second factor, on a device that is looked after, at a known address, every hour; staging's the device or the address`,
  why: "a password is found sooner or later, what runs on a device acts as its user, and a session left open is anyone's",
  source: "ACC-11",
  fix: `Set mfaConfig.allowedAuthenticators, and devicePosture and ipList in requires, of each policy, and sessionDuration to ${longest}, of the application as well.`,
  types: accessApplicationTypes,
  tiers: ["staging", "production"],
  check(application, { tier }, stack) {
    if (!isForAdministrators(application)) return notApplicable;
    const policies = policiesOf(application, stack);
    if (policies.length === 0) return violation("lets administrators in by no policy");
    const sessions = [application, ...namedPolicies(application, stack)]
      .filter(() => tier === "production")
      .map(({ props }) => textAt(props, "sessionDuration"))
      .filter((duration) => durationSeconds(duration) > durationSeconds(longest));
    return violationOf([
      ...(proofs[tier] ?? [])
        .filter(([asks]) => !policies.every(asks))
        .map(([, otherwise]) => `lets administrators in ${otherwise}`),
      ...[...new Set(sessions)].map((duration) => `keeps administrators signed in for ${duration}`),
    ]);
  },
});

function showsSecondFactor(policy: Properties): boolean {
  const authenticators = valueAt(policy, "mfaConfig.allowedAuthenticators");
  return (
    Array.isArray(authenticators) &&
    authenticators.some(isText) &&
    valueAt(policy, "mfaConfig.mfaDisabled") !== true
  );
}
