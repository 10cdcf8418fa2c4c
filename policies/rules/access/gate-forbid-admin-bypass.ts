import { settingRule } from "../../setting-rule";
import { gateType } from "./gates";

export const gateForbidAdminBypass = settingRule({
  id: "gate-forbid-admin-bypass",
  severity: "high",
  title: "Administrators can't skip a gate",
  why: "GitHub lets them, unless told otherwise",
  source: "PIP-6",
  waivable: "everywhere",
  also: ["CIS GH 1.1.14"],
  types: [gateType],
  path: "canAdminsBypass",
  is: false,
  otherwise: "lets administrators pass without an approval",
});
