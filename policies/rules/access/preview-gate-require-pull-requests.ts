import { compliant, notApplicable, resourceRule, violation } from "../../rule";
import { gatePolicyTypes, isGate, refsOf } from "./gates";

/** The merge of a pull request into its base, by its number. */
const pullRequests = "refs/pull/*/merge";

export const previewGateRequirePullRequests = resourceRule({
  id: "preview-gate-require-pull-requests",
  severity: "medium",
  title: "Only pull requests enter the gate of previews",
  why: "what a reviewer lets in there can be seen and discussed",
  source: "PRC-7",
  fix: `Set branchPattern to ${pullRequests}, and no tagPattern.`,
  waivable: "everywhere",
  types: gatePolicyTypes,
  check(policy, scope) {
    if (isGate(policy, scope)) return notApplicable;
    const { branchPattern, tagPattern } = refsOf(policy);
    return branchPattern === pullRequests && (tagPattern === undefined || tagPattern === null)
      ? compliant
      : violation("lets in what is no pull request");
  },
});
