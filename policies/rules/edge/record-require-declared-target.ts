import { MentionFinder } from "../../mentions";
import { textAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { recordTypes } from "./records";

const loadBalancerType = "cloudflare:index/loadBalancer:LoadBalancer";

/** A name of ours that nothing declares answers nobody, or whoever takes it. */
export const recordRequireDeclaredTarget = stackRule({
  types: recordTypes,
  check({ props }, { data }, stack) {
    if (textAt(props, "type").toUpperCase() !== "CNAME") return notApplicable;
    const target = textAt(props, "content").replace(/\.$/, "");
    if (MentionFinder.of(data).ownerOfHost(target) === undefined) return notApplicable;
    const declared = [...recordTypes, loadBalancerType].some(
      (type) => stack.holding(type, "name", target).length > 0,
    );
    return declared
      ? compliant
      : violation(`points to "${target}", which the stack does not declare`);
  },
});
