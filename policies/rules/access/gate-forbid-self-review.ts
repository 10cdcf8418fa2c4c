import { valueAt } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gateType, startsUnasked } from "./gates";

export const gateForbidSelfReview = resourceRule({
  id: "gate-forbid-self-review",
  severity: "high",
  title: "Nobody approves what they started themselves",
  why: "an approval is a second pair of eyes",
  source: "PIP-6",
  fix: "Set preventSelfReview to true.",
  waivable: "everywhere",
  types: [gateType],
  check(gate, scope) {
    if (startsUnasked(gate, scope)) return notApplicable;
    return valueAt(gate.props, "preventSelfReview") === true
      ? compliant
      : violation("lets people approve what they started themselves");
  },
});
