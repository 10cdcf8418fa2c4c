import { durationSeconds } from "../../dates";
import { textAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";
import { accessApplicationTypes, isForAdministrators, namedPolicies } from "./access-policies";

const longest = "1h";

/** A policy's own session overrides its application's. */
export const adminAccessRequireShortSession = stackRule({
  id: "admin-access-require-short-session",
  severity: "medium",
  title: "Production's administrators sign in every hour",
  why: "a session that is left open is anyone's",
  source: "ACC-11",
  fix: `Set sessionDuration to ${longest}, of the application and of its policies.`,
  waivable: "outside production",
  types: accessApplicationTypes,
  tiers: ["production"],
  check(application, _scope, stack) {
    if (!isForAdministrators(application)) return notApplicable;
    const durations = [application, ...namedPolicies(application, stack)].map(({ props }) =>
      textAt(props, "sessionDuration"),
    );
    return violationOf(
      [...new Set(durations)]
        .filter((duration) => durationSeconds(duration) > durationSeconds(longest))
        .map((duration) => `keeps administrators signed in for ${duration}`),
    );
  },
});
