import { durationSeconds } from "../../dates";
import { textAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { accessApplicationTypes, isForAdministrators } from "./access-policies";

const longestSeconds = 3_600;

export const adminAccessRequireShortSession = resourceRule({
  types: accessApplicationTypes,
  tiers: ["production"],
  check(application) {
    if (!isForAdministrators(application)) return notApplicable;
    const duration = textAt(application.props, "sessionDuration");
    return durationSeconds(duration) <= longestSeconds
      ? compliant
      : violation(`keeps administrators signed in for ${duration}`);
  },
});
