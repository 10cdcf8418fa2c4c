import { zoneOwners } from "../../edge/zone-rules";
import { passageRule } from "../../edge/passage-rule";
import { unmanaged } from "../../edge/passage";

/** Cloudflare's ids, the same in every account. */
const managed: Readonly<Record<string, string>> = {
  efb7b8c949ac4650a09736fc376e9aee: "Cloudflare Managed Ruleset",
  "4814384a9e5d4991b9815dcfc25d2f1f": "Cloudflare OWASP Core Ruleset",
};

export const requestRequireManagedRules = passageRule({
  id: "request-require-managed-rules",
  title:
    "Every request meets the managed rules, which block what they find, and what is meant is served",
  why: "what is only written down, or only looked for on some paths, has come through",
  source: "EDGE-4",
  fix: "Execute both managed rulesets on every request, enabled and without overrides, and skip them nowhere.",
  also: "zone_waf_enabled",
  tiers: zoneOwners,
  phase: "http_request_firewall_managed",
  wrongWith(passage, { meant }) {
    if (passage.blockedBy !== undefined) {
      return meant ? `would be answered by nobody: ${passage.blockedBy.name} blocks it` : undefined;
    }
    for (const [id, name] of Object.entries(managed)) {
      const why = unmanaged(passage, id);
      if (why !== undefined) return `would reach the origin without the ${name}: ${why}`;
    }
    return undefined;
  },
});
