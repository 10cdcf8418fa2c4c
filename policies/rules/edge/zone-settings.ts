import { valueAt } from "../../read";
import { compliant, type StackRule, violation } from "../../rule";
import { presenceRule } from "../presence";

const settingType = "cloudflare:index/zoneSetting:ZoneSetting";

/** A setting of the zone, which all environments share: it must be declared, and be one of those. */
export function zoneSettingRule(
  setting: string,
  expected: string,
  holds: (value: unknown) => boolean,
): StackRule {
  return presenceRule({
    types: [settingType],
    tiers: ["shared"],
    means: ({ props }) => valueAt(props, "settingId") === setting,
    missing: `does not set the zone's ${setting} to ${expected}`,
    check({ props }) {
      const value = valueAt(props, "value");
      if (holds(value)) return compliant;
      const given = typeof value === "string" ? `"${value}"` : "something else";
      return violation(`sets ${setting} to ${given}, not ${expected}`);
    },
  });
}
