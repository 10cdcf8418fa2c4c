import { textAt, valueAt } from "../../read";
import { violationOf } from "../../rule";
import { presenceRule } from "../presence";
import { isEnabled, overridesOf, rulesOf, runsManagedRules, zoneRulesetType } from "./rulesets";
import { zoneOwners } from "./zone-settings";

export const wafForbidLogging = presenceRule({
  id: "waf-forbid-logging",
  severity: "high",
  title: "Managed rules block what they find",
  why: "what is only written down has come through",
  source: "EDGE-4",
  fix: "Set enabled to true and leave overrides out.",
  waivable: "outside production",
  also: ["zone_waf_enabled"],
  types: [zoneRulesetType],
  tiers: zoneOwners,
  means: runsManagedRules,
  missing: "runs no managed ruleset, so that known attacks come through",
  check(ruleset) {
    return violationOf(
      rulesOf(ruleset).flatMap((rule) => {
        const name = `"${textAt(rule, "description")}"`;
        if (!isEnabled(rule)) return [`leaves ${name} off`];
        const action = textAt(rule, "action");
        if (action !== "execute" && action !== "block") return [`lets ${name} ${action}`];
        return overridesOf(rule).some(
          (override) =>
            valueAt(override, "action") === "log" || valueAt(override, "enabled") === false,
        )
          ? [`lets ${name} write down what it should block`]
          : [];
      }),
    );
  },
});
