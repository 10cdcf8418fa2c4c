import { valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, isGate } from "./gates";

/** GitHub lets administrators pass unless told otherwise. */
export const gateForbidAdminBypass = resourceRule({
  types: [gateType],
  tiers: ["production"],
  check(gate, scope) {
    if (!isGate(gate, scope)) return notApplicable;
    return valueAt(gate.props, "canAdminsBypass") === false
      ? compliant
      : violation("lets administrators pass without an approval");
  },
});
