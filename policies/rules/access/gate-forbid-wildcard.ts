import { isText } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gatePolicyTypes, isGate, refsOf } from "./gates";

/** Tags are wildcards by nature: `v*`. Who may make one is the repository's rules to say. */
export const gateForbidWildcard = resourceRule({
  id: "gate-forbid-wildcard",
  severity: "high",
  title: "No wildcard of branches deploys",
  why: "a wildcard lets a branch in that nobody reviewed",
  source: "PIP-3",
  fix: "Name the branch.",
  waivable: "outside production",
  types: gatePolicyTypes,
  check(policy, scope) {
    if (!isGate(policy, scope)) return notApplicable;
    const { branchPattern, tagPattern } = refsOf(policy);
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
