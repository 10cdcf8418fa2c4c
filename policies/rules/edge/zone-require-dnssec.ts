import { textAt } from "../../read";
import { compliant, violation } from "../../rule";
import { presenceRule } from "../presence";

export const zoneRequireDnssec = presenceRule({
  types: ["cloudflare:index/zoneDnssec:ZoneDnssec"],
  tiers: ["shared"],
  missing: "declares no ZoneDnssec, so that an answer can be forged",
  check({ props }) {
    const status = textAt(props, "status");
    return status === "active"
      ? compliant
      : violation(`is ${status}, so that an answer can be forged`);
  },
});
