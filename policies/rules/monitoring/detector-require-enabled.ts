import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";

export const detectorRequireEnabled = resourceRule({
  types: ["aws:guardduty/detector:Detector"],
  check({ props }) {
    return valueAt(props, "enable") === true ? compliant : violation("watches nothing");
  },
});
