import { isText } from "../../read";
import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { listed } from "../../wording";
import { gatePolicyTypes, isGate, refsOf } from "./gates";

/** What production is deployed from (PIP-3). */
const branches: readonly unknown[] = ["main"];
const tags: readonly unknown[] = ["v*"];

export const gateRequireReleaseRefs = resourceRule({
  id: "gate-require-release-refs",
  severity: "critical",
  title: `Only ${listed([...branches, ...tags], "and")} deploy to production`,
  why: "what is released went through review",
  source: "PIP-3",
  fix: `Use the branch ${listed(branches, "or")} or the tag ${listed(tags, "or")}.`,
  waivable: "outside production",
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
