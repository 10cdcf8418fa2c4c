import { textAt, valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";

export const targetGroupRequireHealthCheck = resourceRule({
  types: ["aws:alb/targetGroup:TargetGroup", "aws:lb/targetGroup:TargetGroup"],
  check({ props }) {
    if (!textAt(props, "protocol").startsWith("HTTP")) return notApplicable;
    if (valueAt(props, "healthCheck.enabled") === false) return violation("never asks its targets");
    const path = textAt(props, "healthCheck.path");
    return path === "/"
      ? violation('asks its targets for "/", which a page answers that says nothing of the service')
      : compliant;
  },
});
