import { settingRule } from "../../setting-rule";
import { trailType } from "./trails";

export const trailRequireValidation = settingRule({
  id: "trail-require-validation",
  severity: "high",
  title: "A trail's records can't be changed unnoticed",
  why: "who acted would remove that",
  source: "ACC-14",
  waivable: "outside production",
  also: ["CloudTrail.4", "CKV_AWS_36"],
  types: [trailType],
  path: "enableLogFileValidation",
  is: true,
  otherwise: "lets its records be changed unnoticed",
});
