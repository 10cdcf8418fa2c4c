import { valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, isGate } from "./gates";

export const gateForbidSelfReview = resourceRule({
  id: "gate-forbid-self-review",
  severity: "high",
  title: "Nobody approves their own deployment to production",
  why: "an approval is a second pair of eyes",
  source: "PIP-6",
  fix: "Set preventSelfReview to true.",
  waivable: "everywhere",
  types: [gateType],
  tiers: ["production"],
  check(gate, scope) {
    if (!isGate(gate, scope)) return notApplicable;
    return valueAt(gate.props, "preventSelfReview") === true
      ? compliant
      : violation("lets people approve their own deployment");
  },
});
