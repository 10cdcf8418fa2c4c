import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const detectorRequireEnabled = resourceRule({
  id: "detector-require-enabled",
  severity: "high",
  title: "GuardDuty watches where it is declared",
  why: "one that is switched off looks like one that is on",
  source: "ADR-005",
  fix: "Set enable to true.",
  waivable: "outside production",
  also: ["GuardDuty.1"],
  types: ["aws:guardduty/detector:Detector"],
  check({ props }) {
    return valueAt(props, "enable") === true ? compliant : violation("watches nothing");
  },
});
