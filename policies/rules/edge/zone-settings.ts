import type { Tier } from "../../environments";
import { valueAt } from "../../read";
import { compliant, type StackRule, violation, type Written } from "../../rule";
import { presenceRule } from "../presence";

const settingType = "cloudflare:index/zoneSetting:ZoneSetting";

/** Environments with a zone of their own. */
export const zoneOwners: readonly Tier[] = ["dev", "staging", "production"];

export interface ZoneSetting extends Written {
  readonly setting: string;
  /** What it must be, in words. */
  readonly expected: string;
  /** Whether it is; a value that is `expected` itself unless given. */
  readonly holds?: (value: unknown) => boolean;
}

/** A setting of an environment's zone: it must be declared, and be what is expected. */
export function zoneSettingRule({
  setting,
  expected,
  holds = (value) => value === expected,
  ...rule
}: ZoneSetting): StackRule {
  return presenceRule({
    ...rule,
    types: [settingType],
    tiers: zoneOwners,
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
