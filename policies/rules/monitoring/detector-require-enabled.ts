import { settingRule } from "../../setting-rule";

export const detectorRequireEnabled = settingRule({
  id: "detector-require-enabled",
  severity: "high",
  title: "GuardDuty watches where it is declared",
  why: "one that is switched off looks like one that is on",
  source: "OBS-17",
  waivable: "outside production",
  also: ["GuardDuty.1"],
  types: ["aws:guardduty/detector:Detector"],
  path: "enable",
  is: true,
  otherwise: "watches nothing",
});
