import { textAt, valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";

export const targetGroupRequireHealthCheck = resourceRule({
  id: "target-group-require-health-check",
  severity: "medium",
  title: "Targets are asked for a path that says how they are",
  why: "a page may answer while its database does not",
  source: "REL-20",
  fix: "Set healthCheck.path to a path of its own.",
  waivable: "outside production",
  types: ["aws:lb/targetGroup:TargetGroup"],
  check({ props }) {
    if (!textAt(props, "protocol").startsWith("HTTP")) return notApplicable;
    if (valueAt(props, "healthCheck.enabled") === false) return violation("never asks its targets");
    const path = textAt(props, "healthCheck.path");
    return path === "/"
      ? violation('asks its targets for "/", which a page answers that says nothing of the service')
      : compliant;
  },
});
