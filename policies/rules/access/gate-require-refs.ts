import { has, isText } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, resourceRule, type Scope, violation } from "../../rule";
import { listed } from "../../wording";
import { gatePolicyType, isGate } from "./gates";

/** What production is deployed from (PIP-3). */
const released: Refs = { branches: ["main"], tags: ["v*"] };
/** The merge of a pull request into its base, by its number. */
const previewed: Refs = { branches: ["refs/pull/*/merge"], tags: [] };

interface Refs {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

export const gateRequireRefs = resourceRule({
  id: "gate-require-refs",
  severity: "critical",
  title: `Only ${listed([...released.branches, ...released.tags], "and")} deploy to production, named branches elsewhere, and only pull requests are previewed`,
  why: "what is deployed went through review, and what is previewed can be seen and discussed",
  source: "PIP-3",
  fix: `Name one branch; in production ${listed(released.branches, "or")}, or the tag ${listed(released.tags, "or")}, and ${listed(previewed.branches, "or")} for previews.`,
  types: [gatePolicyType],
  check(policy, scope) {
    const { branchPattern, tagPattern } = policy.props;
    const meant = refsOf(policy, scope);
    if (!isText(branchPattern) && !isText(tagPattern)) {
      return violation("names neither a branch nor a tag");
    }
    if (has(policy.props, "branchPattern") && !takes(branchPattern, meant?.branches, /[*?[]/)) {
      return violation(`lets the branch "${String(branchPattern)}" in`);
    }
    return has(policy.props, "tagPattern") && !takes(tagPattern, meant?.tags, /^[*?[]/)
      ? violation(`lets the tag "${String(tagPattern)}" in`)
      : compliant;
  },
});

/** What may pass; any name without a wildcard where nothing is said. Tags are wildcards by nature. */
function takes(ref: unknown, meant: readonly string[] | undefined, wild: RegExp): boolean {
  return isText(ref) && (meant === undefined ? !wild.test(ref) : meant.includes(ref));
}

function refsOf(policy: PolicyResource, scope: Scope): Refs | undefined {
  if (!isGate(policy, scope)) return previewed;
  return scope.tier === "production" ? released : undefined;
}
