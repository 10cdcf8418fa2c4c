import { settingRule } from "../../setting-rule";
import { trailType } from "./trails";

export const trailRequireEveryRegion = settingRule({
  types: [trailType],
  path: "isMultiRegionTrail",
  is: true,
  otherwise: "sees one region only",
});
