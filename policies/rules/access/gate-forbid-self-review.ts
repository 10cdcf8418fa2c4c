import { valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, isGate } from "./gates";

export const gateForbidSelfReview = resourceRule({
  types: [gateType],
  tiers: ["production"],
  check(gate, scope) {
    if (!isGate(gate, scope)) return notApplicable;
    return valueAt(gate.props, "preventSelfReview") === true
      ? compliant
      : violation("lets people approve their own deployment");
  },
});
