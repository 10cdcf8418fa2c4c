import { MentionFinder } from "../../mentions";
import { textAt } from "../../read";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { recordTypes } from "./records";

const loadBalancerType = "cloudflare:index/loadBalancer:LoadBalancer";

export const recordRequireDeclaredTarget = stackRule({
  id: "record-require-declared-target",
  severity: "high",
  title: "A record points to a name that is declared",
  why: "a name that nothing declares is anyone's to take",
  source: "PRC-18",
  fix: "Declare the target, or remove the record.",
  waivable: "outside production",
  also: ["dns_record_cname_target_valid"],
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
