import { isText } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gatePolicyType, isGate } from "./gates";

/** Tags are wildcards by nature: `v*`. Who may make one is the repository's rules to say. */
export const gateForbidWildcard = resourceRule({
  types: [gatePolicyType],
  tiers: ["staging", "production", "shared"],
  check(policy, scope) {
    if (!isGate(policy, scope)) return notApplicable;
    const { branchPattern, tagPattern } = policy.props;
    if (!isText(branchPattern) && !isText(tagPattern)) {
      return violation("names neither a branch nor a tag");
    }
    if (isText(branchPattern) && /[*?[]/.test(branchPattern)) {
      return violation(`lets every branch "${branchPattern}" deploy`);
    }
    return isText(tagPattern) && /^[*?[]/.test(tagPattern)
      ? violation(`lets every tag "${tagPattern}" deploy`)
      : compliant;
  },
});
