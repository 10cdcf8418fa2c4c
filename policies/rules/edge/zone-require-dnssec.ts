import { textAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";
import { zoneOwners } from "./zone-settings";

export const zoneRequireDnssec = presenceRule({
  id: "zone-require-dnssec",
  severity: "medium",
  title: "The zone's answers are signed",
  why: "a forged answer sends visitors elsewhere",
  source: "PRC-18",
  fix: "Declare a ZoneDnssec with status active.",
  waivable: "outside production",
  also: ["zone_dnssec_enabled"],
  types: ["cloudflare:index/zoneDnssec:ZoneDnssec"],
  tiers: zoneOwners,
  missing: "declares no ZoneDnssec, so that an answer can be forged",
  check({ props }) {
    const status = textAt(props, "status");
    return status === "active"
      ? compliant
      : violation(`is ${status}, so that an answer can be forged`);
  },
});
