import { durationSeconds } from "../../dates";
import { textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { accessApplicationTypes, isForAdministrators } from "./access-policies";

const longest = "1h";

export const adminAccessRequireShortSession = resourceRule({
  id: "admin-access-require-short-session",
  severity: "medium",
  title: "Production's administrators sign in every hour",
  why: "a session that is left open is anyone's",
  source: "ACC-11",
  fix: `Set sessionDuration to ${longest}.`,
  waivable: "outside production",
  types: accessApplicationTypes,
  tiers: ["production"],
  check(application) {
    if (!isForAdministrators(application)) return notApplicable;
    const duration = textAt(application.props, "sessionDuration");
    return durationSeconds(duration) <= durationSeconds(longest)
      ? compliant
      : violation(`keeps administrators signed in for ${duration}`);
  },
});
