import { settingRule } from "../../setting-rule";
import { trailType } from "./trails";

export const trailRequireEveryRegion = settingRule({
  id: "trail-require-every-region",
  severity: "high",
  title: "A trail sees every region",
  why: "an attacker works where nobody looks",
  source: "ACC-14",
  waivable: "outside production",
  also: ["CloudTrail.1", "CKV_AWS_67"],
  types: [trailType],
  path: "isMultiRegionTrail",
  is: true,
  otherwise: "sees one region only",
});
