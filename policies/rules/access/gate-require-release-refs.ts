import { isText } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gatePolicyTypes, isGate, refsOf } from "./gates";

/** What production is deployed from (design, decisions). */
const branches: readonly unknown[] = ["main"];
const tags: readonly unknown[] = ["v*"];

export const gateRequireReleaseRefs = resourceRule({
  types: gatePolicyTypes,
  tiers: ["production"],
  check(policy, scope) {
    if (!isGate(policy, scope)) return notApplicable;
    const { branchPattern, tagPattern } = refsOf(policy);
    if (!isText(branchPattern) && !isText(tagPattern)) {
      return violation("names neither a branch nor a tag");
    }
    if (isText(branchPattern) && !branches.includes(branchPattern)) {
      return violation(`lets the branch "${branchPattern}" deploy`);
    }
    return isText(tagPattern) && !tags.includes(tagPattern)
      ? violation(`lets the tag "${tagPattern}" deploy`)
      : compliant;
  },
});
