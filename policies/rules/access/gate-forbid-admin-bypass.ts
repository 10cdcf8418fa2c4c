import { valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, isGate } from "./gates";

export const gateForbidAdminBypass = resourceRule({
  id: "gate-forbid-admin-bypass",
  severity: "high",
  title: "Administrators can't skip production's gates",
  why: "GitHub lets them, unless told otherwise",
  source: "PIP-6",
  fix: "Set canAdminsBypass to false.",
  waivable: "everywhere",
  also: ["CIS GH 1.1.14"],
  types: [gateType],
  tiers: ["production"],
  check(gate, scope) {
    if (!isGate(gate, scope)) return notApplicable;
    return valueAt(gate.props, "canAdminsBypass") === false
      ? compliant
      : violation("lets administrators pass without an approval");
  },
});
