import { valueAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { trailType } from "./trails";

export const trailRequireEveryRegion = resourceRule({
  types: [trailType],
  check({ props }) {
    return valueAt(props, "isMultiRegionTrail") === true
      ? compliant
      : violation("sees one region only");
  },
});
